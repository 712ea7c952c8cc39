import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { contextFiles } from "./build-context.ts";
import type { BuiltImage } from "./image-sources.ts";
import { finished } from "../engine-messages.ts";
import type { Report } from "../../cli/terminal/step.ts";
import { SetupError } from "../../cli/setup/setup-error.ts";
import { unlessGone } from "../unless-gone.ts";

/** Whether the engine has an image: one that is named by its content needs no building then. */
export const isThere = async (docker: Docker, name: string): Promise<boolean> =>
  (await unlessGone(docker.getImage(name).inspect())) !== undefined;

/**
 * Builds an image as an update would, with BuildKit, under the name of its content.
 *
 * @throws SetupError with the engine's reason
 */
export async function build(docker: Docker, image: BuiltImage, report: Report): Promise<void> {
  const { name, context, dockerfile, buildArgs } = image;
  try {
    const stream = await docker.buildImage(packed(context, dockerfile), {
      t: name,
      dockerfile,
      buildargs: buildArgs,
      version: "2",
      rm: true,
    });
    await finished(stream, (text) => {
      if (text !== "") report.note(text);
    });
  } catch (error) {
    throw new SetupError(
      `images: ${name} can not be built from ${context}: ${error instanceof Error ? error.message : String(error)}`,
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
