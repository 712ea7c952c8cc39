import { useOf } from "./processes/use.ts";

/** A command that runs. */
interface Running extends PromiseLike<unknown> {
  readonly pid?: number | undefined;
}

/** Values of several rounds by the name of what was measured. */
export class Stopwatch {
  readonly #values = new Map<string, number[]>();

  /** Times some work. @remarks seconds */
  async time(name: string, work: () => PromiseLike<unknown>): Promise<void> {
    const started = performance.now();
    await work();
    this.add(name, (performance.now() - started) / 1000);
  }

  /** Measures the processor time and the memory of a command, as `NAME processor` (s) and `NAME memory` (MiB). */
  async use(name: string, start: () => Running): Promise<void> {
    const command = start();
    const { processor, memory } = await useOf(command.pid ?? 0, Promise.resolve(command));
    this.add(`${name} processor`, processor);
    this.add(`${name} memory`, memory);
  }

  add(name: string, value: number): void {
    this.#values.set(name, [...this.of(name), value]);
  }

  /** The values of all rounds; none where nothing of that name was measured. */
  of(name: string): readonly number[] {
    return this.#values.get(name) ?? [];
  }
}
