import type { Colors } from "../terminal/colors.ts";
import { eventIn, type StepMetadata } from "./engine-events.ts";

const verbs: Readonly<Record<string, string>> = {
  create: "created",
  "create-replacement": "made anew",
  update: "updated",
  delete: "deleted",
  "delete-replaced": "deleted the old",
  refresh: "refreshed",
};

/** Turns the engine's events into a line per resource that was made, changed or deleted, and collects its errors. */
export class Progress {
  /** Errors in the order in which they came, each once. They are shown last, where people look. */
  readonly errors: string[] = [];
  /** Counts of changed resources, by operation. */
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

  /** Lines to show for one line of Pulumi's output; one that is not an event is shown as it is. */
  lines(line: string): readonly string[] {
    const found = eventIn(line);
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

  /** Takes a line that Pulumi wrote to standard error; the lines of one message stay together. */
  refusal(line: string): void {
    if (line.trim() === "") return;
    const last = this.errors.pop();
    const text = line.replace(/^error: /, "");
    if (last === undefined) this.errors.push(text);
    else if (text === line) this.errors.push(`${last}\n${text}`);
    else this.errors.push(last, text);
  }

  /** A sign of life: the steps that have taken longer than `seconds`. Between resources the update waits for gates. */
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

  #done(step: StepMetadata): readonly string[] {
    this.#lastChange = this.#now();
    const since = this.#started.get(step.urn);
    this.#started.delete(step.urn);
    const verb = verbs[step.op];
    if (verb === undefined || isComponent(step.type)) return [];
    const time =
      since === undefined ? "" : this.#colors.dim(` ${((this.#now() - since) / 1000).toFixed(1)} s`);
    return [`  ${this.#colors.green("✔")} ${nameOf(step.urn)} ${verb}${time}`];
  }

  #failed(step: StepMetadata): readonly string[] {
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
