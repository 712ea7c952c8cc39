import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pack } from "tar-stream";
import type { Engine } from "../engine.ts";
import type { OnMessage } from "../engine-messages.ts";
import { contextFiles } from "./build-context.ts";
import type { BuiltImage } from "./image-sources.ts";

/**
 * Builds an image as an update would, with BuildKit, under the name of its content.
 *
 * @throws Error with the image and the engine's reason
 */
export async function build(engine: Engine, image: BuiltImage, onMessage: OnMessage): Promise<void> {
  const { name, context, dockerfile } = image;
  try {
    await engine.build(packed(context, dockerfile), image, onMessage);
  } catch (error) {
    throw new Error(
      `images: ${name} cannot be built from ${context}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** Exactly the files that the image's name was made of, as an archive. */
function packed(context: string, dockerfile: string): NodeJS.ReadableStream {
  const archive = pack();
  for (const name of contextFiles(context, dockerfile)) {
    const path = join(context, name);
    const found = lstatSync(path);
    const { mode, mtime } = found;
    if (found.isSymbolicLink())
      archive.entry({ name, type: "symlink", linkname: readlinkSync(path), mode, mtime });
    else archive.entry({ name, mode, mtime }, readFileSync(path));
  }
  archive.finalize();
  return Readable.from(archive);
}
