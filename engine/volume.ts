import type Docker from "dockerode";
import { volumeInspection, type VolumeInspection } from "./answers/volume.ts";
import { unlessGone } from "./unless-gone.ts";

/** A volume of the engine, by its name. */
export class Volume {
  readonly #volume: Docker.Volume;

  constructor(docker: Docker, name: string) {
    this.#volume = docker.getVolume(name);
  }

  async inspect(): Promise<VolumeInspection | undefined> {
    return volumeInspection.optional().parse(await unlessGone(this.#volume.inspect()));
  }

  /** Removes it with its data; refused while a container holds it. */
  async remove(): Promise<void> {
    await unlessGone(this.#volume.remove());
  }
}
