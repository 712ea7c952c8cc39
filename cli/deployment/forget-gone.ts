import { z } from "zod";
import { resolveStack } from "../../model/resolve.ts";
import { label, serving } from "../../model/labels.ts";
import type { Engine } from "../../engine/engine.ts";
import { settledJobs } from "../../engine/settled-jobs.ts";
import type { Context } from "../context.ts";
import { SetupError } from "../setup/setup-error.ts";
import type { StackState } from "./exported-state.ts";
import { settingsOf } from "./stack-file.ts";

/** The stacks and the engine that are compared. */
export type Forgetting = Pick<Context, "deployment" | "engine" | "output" | "project">;

/**
 * Makes a stack's state forget containers, networks and images that somebody has removed from the engine, as
 * `docker system prune` does, so that the next update makes them again. A release job that has succeeded is left out:
 * it need not be there.
 *
 * @returns true when anything was gone
 * @throws SetupError where a volume with data is gone: an empty one in its place would hide that
 */
export async function forgetGone(given: Forgetting, stack: string): Promise<boolean> {
  const { deployment, engine, output, project } = given;
  const state = await deployment.state(stack);
  if (state === undefined) return false;
  const asked = await engine();
  // An engine that does not answer is reported by the update itself.
  const there = await presentOn(asked, stack).catch(() => undefined);
  if (there === undefined) return false;
  const named = parts(state);
  const missing = named.filter(({ id }) => !there.has(id));
  const volumes = missing.filter(({ kind, role }) => kind === "Volume" && role !== "derived");
  if (volumes.length > 0) throw lostData(stack, volumes);
  const jobs = missing.some(({ kind, role }) => kind === "Container" && role !== serving);
  const settled = jobs
    ? await settledJobs(asked, resolveStack(stack, settingsOf(stack, project)))
    : new Set();
  const lost = missing.filter(({ job }) => !settled.has(job));
  if (lost.length === 0) return false;
  // A container that stands still cannot be started on another network than its own, of the same name or not.
  const stranded = lost.some(({ kind }) => kind === "Network")
    ? named.filter((part) => part.kind === "Container" && part.role === serving && !lost.includes(part))
    : [];
  for (const { id } of stranded) await asked.container(id).remove();
  const gone = [...lost, ...stranded];
  for (const { name } of gone) output.line(`${name} is gone from the engine, and is made again.`);
  await deployment.refresh(stack, { targets: gone.map(({ urn }) => urn) });
  return true;
}

/** Ids of all that a stack may have, and names of volumes and images. */
async function presentOn(engine: Engine, stack: string): Promise<ReadonlySet<string>> {
  const [containers, networks, images, volumes] = await Promise.all([
    engine.containers({ stack }),
    engine.networks(),
    engine.images(),
    engine.volumes(),
  ]);
  return new Set([
    ...[...containers, ...networks].map(({ Id }) => Id),
    ...images.flatMap(({ Id, RepoTags }) => [Id, ...RepoTags]),
    ...volumes.map(({ Name }) => Name),
  ]);
}

/** A resource of the engine's as a state has it. */
interface Part {
  readonly urn: string;
  readonly kind: string;
  /** By which the engine knows it. */
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** Service and job of a release job's container. */
  readonly job: string;
}

const inputsOf = z.object({
  name: z.string(),
  labels: z.array(z.object({ label: z.string(), value: z.string() })).default([]),
});

const kinds: readonly string[] = ["Container", "Network", "Volume", "RemoteImage"];

const parts = ({ resources }: StackState): readonly Part[] =>
  resources.flatMap(({ urn, type, id, delete: replaced, inputs, outputs }): readonly Part[] => {
    const kind = type.split(":").at(-1) ?? "";
    const parsed = inputsOf.safeParse(inputs);
    if (!kinds.includes(kind) || id === "" || replaced || !parsed.success) return [];
    const { name } = parsed.data;
    const labels = Object.fromEntries(parsed.data.labels.map((one) => [one.label, one.value]));
    const role = labels[label.role] ?? "";
    const known = { Volume: name, RemoteImage: String(outputs.imageId) }[kind] ?? id;
    return [{ urn, kind, id: known, name, role, job: `${labels[label.service] ?? ""}/${role}` }];
  });

const lostData = (stack: string, volumes: readonly Part[]): SetupError =>
  new SetupError(
    `stack ${stack}: gone from the engine, with the data in it: ${volumes.map(({ name }) => name).join(", ")}; nothing was changed. Bring a backup back into a volume of that name, or begin with an empty one: npm run pulumi -- up --refresh --stack ${stack}`,
  );
