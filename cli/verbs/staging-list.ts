import Table from "cli-table3";
import { ConfigurationError } from "../../config/problems.ts";
import type { Settings } from "../../config/settings.ts";
import { publicUrls } from "../../model/urls.ts";
import { toolEngine, type Engine } from "../deployment/tool-engine.ts";
import { setup } from "../setup/setup.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { projectFolder } from "../setup/paths.ts";
import { foundStacks, lastUp, madeAt, type FoundStack } from "../staging/found.ts";
import { healthOf } from "../staging/health.ts";
import { shownAge } from "../staging/times.ts";

/** A row of `npm run staging -- list`. What nothing tells of a stack that is half there is null. */
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

/** `npm run staging -- list`: the ephemeral stacks of this engine and this state, also what is left of half-made ones. */
export async function list(json: boolean): Promise<void> {
  await setup({ images: false, quiet: true });
  const engine = toolEngine();
  const rows = (await foundStacks(engine.docker))
    .filter(({ foreign }) => foreign === undefined)
    .map((found) => listed(found, engine));
  console.log(json ? JSON.stringify(rows, undefined, 2) : tableOf(rows, Date.now()));
}

function listed(found: FoundStack, { host }: Engine): ListedStack {
  const { stack, registration, parts } = found;
  const used = lastUp(found);
  return {
    name: registration.name ?? null,
    stack,
    created: madeAt(found)?.toISOString() ?? null,
    lastUp: used.getTime() === 0 ? null : used.toISOString(),
    owner: registration.owner ?? null,
    url: registration.port === undefined ? null : urlOf(found, registration.port, host),
    health: healthOf(parts.containers),
  };
}

/** Where the stack is, or would be once it is complete. */
function urlOf({ stack, settingsFile }: FoundStack, edgePort: number, host: string): string | null {
  const settings = readable(settingsFile ? stack : "staging");
  if (settings === undefined) return null;
  const domain = settings.domain === "localhost" && host !== "127.0.0.1" ? host : settings.domain;
  return publicUrls({ ...settings, domain, edgePort })["Gaara ERP"] ?? null;
}

/** Settings that are wrong keep no other stack from being listed. */
function readable(stack: string): Settings | undefined {
  try {
    return settingsOf(stack, projectFolder);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

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
