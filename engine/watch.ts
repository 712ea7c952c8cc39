import { setTimeout as pause } from "node:timers/promises";
import type { Container } from "./container.ts";
import { passes } from "./health-command.ts";

/** The time after which a container is looked at again in any case. @remarks milliseconds */
const lookInterval = 1000;

/** The time before a health command is run again that did not pass. @remarks milliseconds */
const askInterval = 200;

/** Watches a container that starts: it passes its health command, it ends, or some time goes by. */
export class Watch {
  readonly #container: Container;
  readonly #over = new AbortController();
  #passed: Promise<boolean> | undefined;
  #ended: Promise<boolean> | undefined;

  constructor(container: Container) {
    this.#container = container;
  }

  /**
   * Waits for whatever comes first; what did not come is waited for again by the next call.
   *
   * @param command - the container's health command
   * @param timeout - after about so many milliseconds the command is asked no more
   * @returns whether the command has passed
   */
  next(command: readonly string[], timeout: number): Promise<boolean> {
    this.#passed ??= this.#ask(command, timeout);
    this.#ended ??= this.#end();
    return Promise.race([this.#passed, this.#ended, this.#pause(lookInterval)]);
  }

  /** Waits for nothing any more. */
  stop(): void {
    this.#over.abort();
  }

  async #ask(command: readonly string[], timeout: number): Promise<boolean> {
    const passed = await passes(this.#container, command, timeout);
    if (!passed) await this.#pause(askInterval);
    this.#passed = undefined;
    return passed;
  }

  async #end(): Promise<boolean> {
    await this.#container.ended(this.#over.signal);
    this.#ended = undefined;
    return false;
  }

  async #pause(duration: number): Promise<boolean> {
    return pause(duration, false, { signal: this.#over.signal });
  }
}
