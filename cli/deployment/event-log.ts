import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Verbs of Pulumi that change or would change resources, and so have events. */
const verbs: ReadonlySet<string> = new Set(["up", "update", "preview", "refresh", "destroy"]);

/** Pulumi's events in a file of their own, beside what it shows a person; secrets are masked in them. */
export interface EventLog {
  /** The arguments that make Pulumi write it. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The events that were written so far. */
  readonly text: () => string;
  readonly remove: () => void;
}

/** The same arguments with an event log, where their verb has events. */
export function withEventLog(args: readonly string[]): EventLog {
  const [verb = "", ...others] = args;
  if (!verbs.has(verb)) return { args, environment: {}, text: () => "", remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "gaara-events-"));
  const path = join(folder, "events");
  return {
    args: [verb, "--event-log", path, ...others],
    // The option is the automation API's; the command line hides it without this.
    environment: { PULUMI_DEBUG_COMMANDS: "true" },
    text: () => (existsSync(path) ? readFileSync(path, "utf8") : ""),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
