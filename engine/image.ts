import type Docker from "dockerode";
import { imageInspection, type ImageInspection } from "./answers/image.ts";
import { unlessGone } from "./unless-gone.ts";

/** An image's name in its two parts. */
export interface ImageName {
  /** With the registry, if any: `registry:5000/name`. */
  readonly repo: string;
  readonly tag: string;
}

/** An image of the engine, by its id or name. */
export class Image {
  readonly #image: Docker.Image;

  constructor(docker: Docker, name: string) {
    this.#image = docker.getImage(name);
  }

  async inspect(): Promise<ImageInspection | undefined> {
    return imageInspection.optional().parse(await unlessGone(this.#image.inspect()));
  }

  /** Gives it a further name, which is taken from the image that has it. */
  async tag(name: ImageName): Promise<void> {
    await this.#image.tag(name);
  }

  /**
   * Takes the name from it, and removes the image with its last name.
   *
   * @returns false where it was gone already
   * @throws a refusal that `isInUse` recognises where a container has it
   */
  async remove(): Promise<boolean> {
    return (await unlessGone(this.#image.remove())) !== undefined;
  }
}
