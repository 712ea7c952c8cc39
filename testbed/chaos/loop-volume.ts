import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { resourceName } from "../../model/names.ts";
import type { VolumeKey } from "../../config/volumes.ts";
import { stackName } from "../clone.ts";
import { docker, engine } from "../containers.ts";

const run = promisify(execFile);

/** The reason why volumes cannot be put on a file here. */
export const noLoop = (): string | undefined =>
  process.getuid?.() === 0 && existsSync("/dev/loop-control") ? undefined : "it needs root and loop devices";

/**
 * A volume of the stack on a file system of its own, in a file: it can be full, and what was not synced to it can be
 * dropped. The containers that use it stand still while it is put in place and taken away.
 */
export class LoopVolume {
  readonly #folder: string;
  readonly #target: string;
  #image: string;

  private constructor(folder: string, target: string) {
    this.#folder = folder;
    this.#target = target;
    this.#image = join(folder, "image");
  }

  /** @param megabytes - its size */
  static async put(volume: VolumeKey, megabytes: number): Promise<LoopVolume> {
    const { Mountpoint } = await docker.getVolume(resourceName(stackName, volume)).inspect();
    const loop = new LoopVolume(await mkdtemp(join(tmpdir(), "gaara-volume-")), Mountpoint);
    await run("truncate", ["--size", `${megabytes}M`, loop.#image]);
    await run("mkfs.ext4", ["-q", "-m", "0", loop.#image]);
    await standingStill(volume, async () => {
      await loop.#copy(Mountpoint, "in");
      await run("mount", ["-o", "loop", loop.#image, Mountpoint]);
      await rm(join(Mountpoint, "lost+found"), { recursive: true, force: true });
    });
    return loop;
  }

  /** Takes it away again; what it holds goes back into the volume. */
  async remove(volume: VolumeKey): Promise<void> {
    await standingStill(volume, async () => {
      await run("umount", [this.#target]);
      await this.#copy(this.#target, "out");
    });
    await rm(this.#folder, { recursive: true });
  }

  /** Takes all room that is left. @returns gives it back */
  async fill(): Promise<() => Promise<void>> {
    const files = ["64k", "512"].map((size) => [size, join(this.#target, `.chaos-${size}`)] as const);
    for (const [size, file] of files)
      await run("dd", ["if=/dev/zero", `of=${file}`, `bs=${size}`]).catch(() => undefined);
    return async () => {
      for (const [, file] of files) await rm(file);
    };
  }

  /** Drops what was not synced: what is in the file now is what a disk would have after the power was cut. */
  async cut(): Promise<void> {
    const after = `${this.#image}.after`;
    await run("cp", ["--sparse=always", this.#image, after]);
    await run("umount", [this.#target]);
    this.#image = after;
    await run("mount", ["-o", "loop", after, this.#target]);
  }

  async #copy(volume: string, direction: "in" | "out"): Promise<void> {
    const place = join(this.#folder, "mount");
    await run("mkdir", ["--parents", place]);
    await run("mount", ["-o", "loop", this.#image, place]);
    const [from, to] = direction === "in" ? [volume, place] : [place, volume];
    if (direction === "out") await run("find", [volume, "-mindepth", "1", "-delete"]);
    await run("cp", ["--archive", `${from}/.`, to]);
    await rm(join(to, "lost+found"), { recursive: true, force: true });
    await run("umount", [place]);
  }
}

async function standingStill(volume: VolumeKey, change: () => Promise<void>): Promise<void> {
  const name = resourceName(stackName, volume);
  const users = (await engine.containers({ stack: stackName, running: true })).filter(({ Mounts }) =>
    Mounts.some(({ Name }) => Name === name),
  );
  for (const { Id } of users) await engine.container(Id).stop();
  await change();
  for (const { Id } of users) await engine.container(Id).start();
}
