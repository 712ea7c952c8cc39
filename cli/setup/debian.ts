import type Docker from "dockerode";
import { importedDebian } from "./debian-bootstrap.ts";
import { finished } from "../../engine/engine-messages.ts";
import { toolEngine } from "../deployment/tool-engine.ts";
import { step, type Report } from "../terminal/step.ts";
import { reason, SetupError } from "./setup-error.ts";

/** What the base image is built on. */
const name = { repo: "gaara-debian", tag: "bookworm" };
const image = `${name.repo}:${name.tag}`;
const registryImage = { repository: "debian", tag: "bookworm-slim" };

/**
 * Makes sure that the engine has Debian 12 under a name of our own: pulled where a registry answers, else made from Debian's packages.
 *
 * @param silence - a registry that says nothing for so many milliseconds is not there
 * @returns the image's name
 * @throws SetupError when neither works
 */
export async function ensureDebianBase(
  docker: Docker = toolEngine().docker,
  silence = 5000,
): Promise<string> {
  if (await exists(docker)) return image;
  const source = `${registryImage.repository}:${registryImage.tag}`;
  const refusal = await step(`Debian: asking for ${source}`, (report) => pulled(docker, silence, report), {
    done: (why) => `Debian: ${source} ${why === undefined ? "pulled" : "cannot be pulled"}`,
  });
  if (refusal === undefined) return image;
  await importedDebian(docker, name, `${source} cannot be pulled (${refusal})`);
  return image;
}

async function exists(docker: Docker): Promise<boolean> {
  try {
    await docker.getImage(image).inspect();
    return true;
  } catch (error) {
    if (error instanceof Error && "statusCode" in error && error.statusCode === 404) return false;
    throw new SetupError(`Debian: the engine does not say whether it has ${image}: ${reason(error)}`);
  }
}

/** Pulls and names the image, or tells why not. */
async function pulled(docker: Docker, silence: number, report: Report): Promise<string | undefined> {
  const leaving = new AbortController();
  const timer = setTimeout(() => leaving.abort(), silence);
  try {
    const stream = await docker.createImage({
      fromImage: registryImage.repository,
      tag: registryImage.tag,
      abortSignal: leaving.signal,
    });
    await finished(stream, (text) => {
      timer.refresh();
      report.note(text);
    });
    await docker.getImage(`${registryImage.repository}:${registryImage.tag}`).tag(name);
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
