import { readdirSync } from "node:fs";
import type Docker from "dockerode";
import type { BuiltImage } from "../../components/image-sources.ts";
import { finished } from "../engine-messages.ts";
import type { Report } from "../step.ts";
import { SetupError } from "../toolchain/setup-error.ts";

/** Whether the engine has an image: one that is named by its content needs no building then. */
export async function isThere(docker: Docker, name: string): Promise<boolean> {
  try {
    await docker.getImage(name).inspect();
    return true;
  } catch (error) {
    if (error instanceof Error && "statusCode" in error && error.statusCode === 404) return false;
    throw error;
  }
}

/**
 * Builds an image as an update would, with BuildKit, under the name of its content.
 *
 * @throws SetupError with the engine's reason
 */
export async function build(docker: Docker, image: BuiltImage, report: Report): Promise<void> {
  const { name, context, dockerfile, buildArgs } = image;
  try {
    const stream = await docker.buildImage(
      { context, src: readdirSync(context) },
      { t: name, dockerfile, buildargs: buildArgs, version: "2", rm: true },
    );
    await finished(stream, (text) => {
      if (text !== "") report.note(text);
    });
  } catch (error) {
    throw new SetupError(
      `images: ${name} can not be built from ${context}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
