import Table from "cli-table3";
import { ConfigurationError } from "../../config/problems.ts";
import type { Settings } from "../../config/settings.ts";
import { resolveStack } from "../../model/resolve.ts";
import { publicUrls } from "../../model/urls.ts";
import type { Context } from "../context.ts";
import type { Engine } from "../../engine/engine.ts";
import { setup } from "../setup/setup.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { foundStacks, lastUp, madeAt, type FoundStack } from "./found.ts";
import { healthOf } from "./health.ts";
import { shownAge } from "./times.ts";

/** An ephemeral stack as a row of the list; null is what a half-made stack does not tell. */
export interface ListedStack {
  readonly name: string | null;
  readonly stack: string;
  /** ISO 8601. */
  readonly created: string | null;
  readonly lastUp: string | null;
  readonly owner: string | null;
  readonly url: string | null;
  readonly health: string;
}

/** Lists the ephemeral stacks of this engine and this state, half-made ones among them. */
export async function listedStacks(context: Context): Promise<readonly ListedStack[]> {
  await setup(context, { images: false, quiet: true });
  const engine = await context.engine();
  const own = (await foundStacks(context.deployment, engine)).filter(({ foreign }) => foreign === undefined);
  return Promise.all(own.map((found) => listed(found, engine, context.project)));
}

async function listed(found: FoundStack, engine: Engine, project: string): Promise<ListedStack> {
  const { stack, registration, parts } = found;
  const used = lastUp(found);
  return {
    name: registration.name ?? null,
    stack,
    created: madeAt(found)?.toISOString() ?? null,
    lastUp: used.getTime() === 0 ? null : used.toISOString(),
    owner: registration.owner ?? null,
    url: registration.port === undefined ? null : urlOf(found, registration.port, engine.host, project),
    health: await healthOf(engine, parts.containers),
  };
}

/** The address of the stack, or the one that it will have once it is complete. */
function urlOf(
  { stack, settingsFile }: FoundStack,
  edgePort: number,
  host: string,
  project: string,
): string | null {
  const settings = readable(settingsFile ? stack : "staging", project);
  if (settings === undefined) return null;
  const domain = settings.domain === "localhost" && host !== "127.0.0.1" ? host : settings.domain;
  return publicUrls(resolveStack(stack, { ...settings, domain, edgePort }))["Gaara ERP"] ?? null;
}

/** Settings that are wrong keep no other stack from being listed. */
function readable(stack: string, project: string): Settings | undefined {
  try {
    return settingsOf(stack, project);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** The list for people. */
export function tableOf(rows: readonly ListedStack[], now: number): string {
  if (rows.length === 0) return "There are no ephemeral stacks.";
  const age = (time: string | null) => (time === null ? "unknown" : shownAge(now - Date.parse(time)));
  const table = new Table({
    head: ["name", "stack", "age", "last up", "owner", "address", "health"],
    style: { head: [], border: [] },
  });
  table.push(
    ...rows.map(({ name, stack, created, lastUp, owner, url, health }) => [
      name ?? "unknown",
      stack,
      age(created),
      age(lastUp),
      owner ?? "unknown",
      url ?? "unknown",
      health,
    ]),
  );
  return table.toString();
}
