import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Docker from "dockerode";
import { parseDocument } from "yaml";
import { z } from "zod";
import { label } from "../../components/context.ts";
import { pulumiOutput } from "../project-stack.ts";
import { stackNames } from "../stack-file.ts";
import { projectFolder } from "../toolchain/paths.ts";
import { engineParts, type EngineParts } from "./engine-parts.ts";
import { prefix } from "./names.ts";
import { registrations, type Registration } from "./registration.ts";

/** What is left of an ephemeral stack, in any of the places where one leaves something. */
export interface FoundStack {
  readonly stack: string;
  readonly parts: EngineParts;
  /** On the engine, or from its settings file. */
  readonly registration: Registration | undefined;
  readonly registered: boolean;
  readonly settingsFile: boolean;
  /** In the state backend. */
  readonly state: { readonly lastUpdate: Date | undefined } | undefined;
  /** Why it is none of `staging up`, and so not touched. */
  readonly foreign: string | undefined;
}

/** Every stack that is called like an ephemeral one: on the engine, in the state backend, or in a settings file. */
export async function foundStacks(docker: Docker): Promise<readonly FoundStack[]> {
  const [parts, registered, states] = [
    await engineParts(docker),
    await registrations(docker),
    await allStates(),
  ];
  const files = stackNames(projectFolder).filter((name) => name.startsWith(prefix));
  const names = new Set([...parts.keys(), ...registered.keys(), ...states.keys(), ...files]);
  return [...names]
    .filter((stack) => stack.startsWith(prefix))
    .sort()
    .map((stack) => {
      const own = parts.get(stack) ?? {
        containers: [],
        networks: [],
        volumes: [],
        unmarked: [],
        since: undefined,
        until: undefined,
      };
      const settings = files.includes(stack) ? settingsIn(stack) : {};
      return {
        stack,
        parts: own,
        registration: registered.get(stack) ?? settings.registration,
        registered: registered.has(stack),
        settingsFile: files.includes(stack),
        state: states.get(stack),
        foreign:
          settings.unmarked === true
            ? `Pulumi.${stack}.yaml has no gaara:ephemeral`
            : own.unmarked[0] === undefined
              ? undefined
              : `${own.unmarked[0]} has no label ${label.ephemeral}`,
      };
    });
}

/**
 * When a stack was brought up the last time, as far as anything tells: its state, or where that is elsewhere, the youngest part of it. What
 * tells nothing is as old as can be.
 */
export const lastUp = ({ state, registration, parts }: FoundStack): Date =>
  new Date(
    Math.max(
      (state === undefined ? parts.until : state.lastUpdate)?.getTime() ?? 0,
      registration === undefined ? 0 : Date.parse(registration.created),
    ),
  );

/** When a stack was made. */
export const madeAt = ({ registration, parts }: FoundStack): Date | undefined =>
  registration === undefined ? parts.since : new Date(registration.created);

const listed = z.array(z.object({ name: z.string(), lastUpdate: z.string().optional() }));

/** Every stack of the state backend, whatever it is called. */
export async function allStates(): Promise<ReadonlyMap<string, { readonly lastUpdate: Date | undefined }>> {
  const stacks = listed.parse(JSON.parse(await pulumiOutput(["stack", "ls", "--json"])));
  return new Map(
    stacks.map(({ name, lastUpdate }) => [
      name.split("/").at(-1) ?? name,
      { lastUpdate: lastUpdate === undefined ? undefined : new Date(lastUpdate) },
    ]),
  );
}

const stackFile = z.object({ config: z.record(z.string(), z.unknown()) });
const ephemeral = z.object({
  "gaara:edgePort": z.coerce.number().int(),
  "gaara:ephemeral": z.object({ name: z.string(), owner: z.string(), created: z.iso.datetime() }),
});

interface SettingsFacts {
  readonly registration?: Registration;
  /** They are those of a stack that is not ephemeral. */
  readonly unmarked?: boolean;
}

/** What a settings file says of the stack's making. An empty or half-written one says nothing. */
function settingsIn(stack: string): SettingsFacts {
  const text = readFileSync(join(projectFolder, `Pulumi.${stack}.yaml`), "utf8");
  const content = stackFile.safeParse(parseDocument(text).toJS()).data?.config;
  if (content === undefined) return {};
  if (!("gaara:ephemeral" in content)) return { unmarked: true };
  const { data } = ephemeral.safeParse(content);
  return data === undefined
    ? {}
    : { registration: { ...data["gaara:ephemeral"], port: data["gaara:edgePort"] } };
}
