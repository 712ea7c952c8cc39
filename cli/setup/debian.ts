import type { Engine } from "../../engine/engine.ts";
import type { ImageName } from "../../engine/image.ts";
import { importedDebian } from "./debian-bootstrap.ts";
import { step, type Report } from "../terminal/step.ts";
import { reason, SetupError } from "./setup-error.ts";

/** The image that the base image is built on. */
const name = { repo: "gaara-debian", tag: "bookworm" };
const image = `${name.repo}:${name.tag}`;
const registryImage: ImageName = { repo: "debian", tag: "bookworm-slim" };

/**
 * Makes sure that the engine has Debian 12 under a name of our own: pulled where a registry answers, else made from
 * Debian's packages.
 *
 * @param silence - a registry that says nothing for so many milliseconds is not there
 * @returns the image's name
 * @throws SetupError when neither works
 */
export async function ensureDebianBase(engine: Engine, silence = 5000): Promise<string> {
  if (await exists(engine)) return image;
  const source = `${registryImage.repo}:${registryImage.tag}`;
  const refusal = await step(`Debian: asking for ${source}`, (report) => pulled(engine, silence, report), {
    done: (why) => `Debian: ${source} ${why === undefined ? "pulled" : "cannot be pulled"}`,
  });
  if (refusal === undefined) return image;
  await importedDebian(engine, name, `${source} cannot be pulled (${refusal})`);
  return image;
}

async function exists(engine: Engine): Promise<boolean> {
  try {
    return (await engine.image(image).inspect()) !== undefined;
  } catch (error) {
    throw new SetupError(`Debian: the engine does not say whether it has ${image}: ${reason(error)}`);
  }
}

/** Pulls and names the image, or tells why not. */
async function pulled(engine: Engine, silence: number, report: Report): Promise<string | undefined> {
  const leaving = new AbortController();
  const timer = setTimeout(() => leaving.abort(), silence);
  try {
    await engine.pull(registryImage, leaving.signal, (text) => {
      timer.refresh();
      report.note(text);
    });
    await engine.image(`${registryImage.repo}:${registryImage.tag}`).tag(name);
    return undefined;
  } catch (error) {
    if (leaving.signal.aborted) return `the registry says nothing for ${silence / 1000} s`;
    return error instanceof Error
      ? error.message.replace(/^\(HTTP code \d+\) [^-]*- /, "").trim()
      : String(error);
  } finally {
    clearTimeout(timer);
  }
}
