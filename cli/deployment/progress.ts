import { z } from "zod";
import type { Colors } from "../terminal/colors.ts";

const metadata = z.object({ op: z.string(), urn: z.string(), type: z.string() });

/** The events of `pulumi up --json` that a person wants to see; everything else is left out. */
const event = z.object({
  timestamp: z.number().optional(),
  resourcePreEvent: z.object({ metadata }).optional(),
  resOutputsEvent: z.object({ metadata }).optional(),
  resOpFailedEvent: z.object({ metadata }).optional(),
  diagnosticEvent: z
    .object({ message: z.string(), severity: z.string(), urn: z.string().optional() })
    .optional(),
  summaryEvent: z.object({ resourceChanges: z.record(z.string(), z.number()).nullish() }).optional(),
});

type Metadata = z.output<typeof metadata>;

const verbs: Readonly<Record<string, string>> = {
  create: "created",
  "create-replacement": "made anew",
  update: "updated",
  delete: "deleted",
  "delete-replaced": "deleted the old",
  refresh: "refreshed",
};

/** Turns the engine's events into a line per thing that was made, changed or deleted, and keeps its errors. */
export class Progress {
  /** Errors in the order they came, each once; they are shown last, where they are seen. */
  readonly errors: string[] = [];
  /** How many resources were changed, by operation. */
  changes: Readonly<Record<string, number>> = {};
  readonly #started = new Map<string, number>();
  #lastChange: number;
  readonly #colors: Colors;
  readonly #now: () => number;

  constructor(colors: Colors, now: () => number = () => performance.now()) {
    this.#colors = colors;
    this.#now = now;
    this.#lastChange = now();
  }

  /** Lines for one line of Pulumi's output; what is no event is shown as it is. */
  lines(line: string): readonly string[] {
    const found = parseEvent(line);
    if (found === undefined) return line.trim() === "" ? [] : [line];
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent, summaryEvent } = found;
    if (summaryEvent) this.changes = summaryEvent.resourceChanges ?? {};
    if (resourcePreEvent && !isComponent(resourcePreEvent.metadata.type))
      this.#started.set(resourcePreEvent.metadata.urn, this.#now());
    if (resOutputsEvent) return this.#done(resOutputsEvent.metadata);
    if (resOpFailedEvent) return this.#failed(resOpFailedEvent.metadata);
    if (diagnosticEvent) return this.#diagnostic(diagnosticEvent.message, diagnosticEvent.severity);
    return [];
  }

  /** Takes a line that Pulumi itself wrote to standard error; what belongs together stays together. */
  refusal(line: string): void {
    if (line.trim() === "") return;
    const last = this.errors.pop();
    const text = line.replace(/^error: /, "");
    if (last === undefined) this.errors.push(text);
    else if (text === line) this.errors.push(`${last}\n${text}`);
    else this.errors.push(last, text);
  }

  /** What has been going on for longer than `seconds`, for a sign of life; between resources it is gates that are waited for. */
  waitingFor(seconds: number): readonly string[] {
    const elapsed = (since: number) => Math.round((this.#now() - since) / 1000);
    if (this.#started.size === 0)
      return elapsed(this.#lastChange) < seconds
        ? []
        : [`  … waiting for what was started to get ready (${elapsed(this.#lastChange)} s)`];
    return [...this.#started].flatMap(([started, since]) =>
      elapsed(since) < seconds ? [] : [`  … ${nameOf(started)} (${elapsed(since)} s)`],
    );
  }

  #done(step: Metadata): readonly string[] {
    this.#lastChange = this.#now();
    const since = this.#started.get(step.urn);
    this.#started.delete(step.urn);
    const verb = verbs[step.op];
    if (verb === undefined || isComponent(step.type)) return [];
    const time =
      since === undefined ? "" : this.#colors.dim(` ${((this.#now() - since) / 1000).toFixed(1)} s`);
    return [`  ${this.#colors.green("✔")} ${nameOf(step.urn)} ${verb}${time}`];
  }

  #failed(step: Metadata): readonly string[] {
    this.#started.delete(step.urn);
    return [`  ${this.#colors.red("✘")} ${nameOf(step.urn)} failed`];
  }

  #diagnostic(message: string, severity: string): readonly string[] {
    // The SDK names each input that waited for a failed gate.
    const text = message.trimEnd().replace(/^(error serializing property "\w+": )+/, "");
    if (severity === "debug" || text === "") return [];
    if (severity === "error") {
      if (!/^(update|destroy) failed$/.test(text) && !this.errors.includes(text)) this.errors.push(text);
      return [];
    }
    return [severity === "warning" ? this.#colors.yellow(text) : text];
  }
}

const isComponent = (type: string): boolean => type.startsWith("gaara:") || type.startsWith("pulumi:");

/** `container gaara-dev-django` for the URN of a resource. */
export function nameOf(urn: string): string {
  const [, , type = "", name = ""] = urn.split("::");
  const kind = type.split(":").at(-1) ?? "";
  return `${kind.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()} ${name}`;
}

function parseEvent(line: string): z.output<typeof event> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return event.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
