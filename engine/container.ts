import { basename, dirname } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import tar from "tar-stream";
import { z } from "zod";
import { inspection, memoryInUse, type Inspection } from "./answers/container.ts";
import { withoutFrames } from "./frames.ts";
import { stuckSentence } from "./gone.ts";
import { isLeftOver, unlessAlready } from "./refusals.ts";
import { unlessGone } from "./unless-gone.ts";

export interface Execution {
  readonly command: readonly string[];
  /** Written to the command's standard input. */
  readonly input?: string;
}

export interface ExecutionResult {
  readonly exitCode: number;
  /** Standard output and standard error in the order in which they came. */
  readonly output: string;
}

/** Limits that can be changed while a container runs, as the Engine API names them. */
export interface Limits {
  /** @remarks bytes */
  readonly Memory: number;
  /** @remarks bytes */
  readonly MemorySwap: number;
  readonly CpuPeriod: number;
  readonly CpuQuota: number;
  readonly PidsLimit: number;
  readonly RestartPolicy: { readonly Name: string };
}

/** How often a container is started whose last run is still being cleared up, a second apart. */
const attempts = 10;

/** A container of the engine, by its id or name; nothing is asked until an operation is called. */
export class Container {
  readonly id: string;
  readonly #docker: Docker;
  readonly #container: Docker.Container;

  constructor(docker: Docker, id: string) {
    this.id = id;
    this.#docker = docker;
    this.#container = docker.getContainer(id);
  }

  async inspect(): Promise<Inspection | undefined> {
    return inspection.optional().parse(await unlessGone(this.#container.inspect()));
  }

  /**
   * Starts it. An engine that has come back from a kill may still clear up after the last run: it is waited for.
   *
   * @throws Error where the engine never ends that: it was killed between a container's creation and its start. The
   *   container is removed, because nothing that an engine can be asked starts it again.
   */
  async start(): Promise<void> {
    for (let left = attempts; left > 0; left -= 1)
      try {
        return await unlessAlready(this.#container.start());
      } catch (error) {
        if (!isLeftOver(error)) throw error;
        await pause(1000);
      }
    await this.remove();
    throw new Error(stuckSentence(this.id));
  }

  /** @param seconds - until it is killed @default the container's own stop time-out */
  async stop(seconds?: number): Promise<void> {
    await unlessGone(unlessAlready(this.#container.stop(seconds === undefined ? {} : { t: seconds })));
  }

  /**
   * Waits until it no longer runs; one that does not run, or is gone, has ended already.
   *
   * @param signal - ends the waiting as if the container had ended
   */
  async ended(signal: AbortSignal): Promise<void> {
    try {
      await unlessGone(this.#container.wait({ condition: "not-running", abortSignal: signal }));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async unpause(): Promise<void> {
    await this.#container.unpause();
  }

  async rename(name: string): Promise<void> {
    await this.#container.rename({ name });
  }

  async update(limits: Limits): Promise<void> {
    await this.#container.update(limits);
  }

  /**
   * Removes it even while it runs.
   *
   * @param options - `anonymousVolumes`: its volumes without a name go with it @default false
   */
  async remove({ anonymousVolumes = false }: { readonly anonymousVolumes?: boolean } = {}): Promise<void> {
    await unlessGone(this.#container.remove({ force: true, v: anonymousVolumes }));
  }

  /** Runs a command in the running container as the container's own user: others would have no capabilities. */
  async execute({ command, input }: Execution): Promise<ExecutionResult> {
    const exec = await this.#container.exec({
      Cmd: [...command],
      AttachStdin: input !== undefined,
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await exec.start({ hijack: input !== undefined, stdin: input !== undefined });
    if (input !== undefined) stream.end(input);
    const output = withoutFrames(await buffer(stream));
    const { ExitCode: exitCode } = await exec.inspect();
    return { exitCode: exitCode ?? -1, output };
  }

  /** The text of a file, whether the container runs or not; undefined where there is none. */
  async readFile(path: string): Promise<string | undefined> {
    const archive = await unlessGone(this.#container.getArchive({ path }));
    if (archive === undefined) return undefined;
    const extract = tar.extract();
    extract.end(await buffer(archive));
    for await (const entry of extract) return (await buffer(entry)).toString("utf8");
    return undefined;
  }

  /**
   * Writes files into a folder, readable by their owner alone. The engine writes them, so no process in the container
   * needs the right to.
   *
   * @param files - content by name
   * @param owner - user and group id
   */
  async writeFiles(folder: string, files: Readonly<Record<string, string>>, owner: number): Promise<void> {
    const pack = tar.pack();
    for (const [name, content] of Object.entries(files))
      pack.entry({ name, mode: 0o600, uid: owner, gid: owner }, content);
    pack.finalize();
    await this.#container.putArchive(await buffer(pack), { path: folder });
  }

  /** Gives a folder an owner, also one that the engine has made as root's; files in it stay as they are. */
  async ownFolder(folder: string, owner: number): Promise<void> {
    const pack = tar.pack();
    pack.entry({ name: basename(folder), type: "directory", mode: 0o755, uid: owner, gid: owner });
    pack.finalize();
    await this.#container.putArchive(await buffer(pack), { path: dirname(folder) });
  }

  /** The last lines of its log, indented for an error message. */
  async lastLines(count = 20): Promise<string> {
    const logs = await unlessGone(this.#container.logs({ stdout: true, stderr: true, tail: count }));
    const lines = withoutFrames(logs ?? Buffer.alloc(0)).trimEnd();
    return lines === "" ? "    (it wrote nothing)" : lines.replaceAll(/^/gm, "    ");
  }

  /** Bytes that it uses; undefined where it is gone or the engine cannot say. */
  async memory(): Promise<number | undefined> {
    return memoryInUse(await unlessGone(this.#container.stats({ stream: false, "one-shot": true })));
  }

  /**
   * The exit code with which it last ended within ten minutes, by the engine's events: an inspection of a restarted one
   * no longer has it.
   */
  async lastExitCode(): Promise<number | undefined> {
    const now = Math.ceil(Date.now() / 1000);
    const filters = JSON.stringify({ container: [this.id], event: ["die"] });
    const events = await text(await this.#docker.getEvents({ since: now - 600, until: now, filters }));
    const last = events.trim().split("\n").at(-1) ?? "";
    return last === "" ? undefined : died.safeParse(JSON.parse(last)).data?.Actor.Attributes.exitCode;
  }
}

const died = z.object({ Actor: z.object({ Attributes: z.object({ exitCode: z.coerce.number() }) }) });
