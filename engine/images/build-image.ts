import { randomBytes } from "node:crypto";
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pack, type Header, type Pack } from "tar-stream";
import type { Engine } from "../engine.ts";
import type { OnMessage } from "../engine-messages.ts";
import { contextFiles } from "./build-context.ts";
import { modeOf } from "./context-mode.ts";
import type { BuiltImage } from "./image-sources.ts";

/**
 * Builds an image with BuildKit under its name, whether it is there or not.
 *
 * @throws Error with the image and the engine's reason
 */
export async function build(engine: Engine, image: BuiltImage, onMessage?: OnMessage): Promise<void> {
  const { name, context, dockerfile } = image;
  const buildArgs = { ...proxyArguments(process.env), ...image.buildArgs };
  try {
    await engine.build(packed(context, dockerfile), { ...image, buildArgs }, onMessage);
  } catch (error) {
    throw new Error(
      `images: ${name} cannot be built from ${context}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/**
 * The id of an image, which is built only where the engine does not have it: other stacks run the one that has the
 * name, so that one is never built again and its name never goes to another.
 *
 * @throws Error with the image and the engine's reason
 */
export async function ensureBuilt(engine: Engine, image: BuiltImage, onMessage?: OnMessage): Promise<string> {
  const idOf = async (name: string) => (await engine.image(name).inspect())?.Id;
  const present = await idOf(image.name);
  if (present !== undefined) return present;
  const draft = `${image.name}-${process.pid}-${randomBytes(4).toString("hex")}`;
  await build(engine, { ...image, name: draft }, onMessage);
  const [repo = "", tag = ""] = image.name.split(":");
  // Another update may have been faster: its image has the name, and keeps it.
  if ((await idOf(image.name)) === undefined) await engine.image(draft).tag({ repo, tag });
  await engine.image(draft).remove();
  const made = await idOf(image.name);
  if (made === undefined) throw new Error(`images: ${image.name} was removed while it was built`);
  return made;
}

/**
 * The build arguments by which a build reaches the outside through a proxy. BuildKit knows them: they neither change a
 * layer nor stay in the image (docs.docker.com: predefined ARGs).
 */
export const proxyArguments = (environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"]
      .flatMap((name) => [name, name.toLowerCase()])
      .flatMap((name) => {
        const value = environment[name] ?? "";
        // A build is another machine's: its loopback is not this one's.
        return value === "" || /\/\/(localhost|127\.|\[::1\])/.test(value) ? [] : [[name, value]];
      }),
  );

/** The files that the image's name was made of, as an archive that is the same whoever has cloned them. */
function packed(context: string, dockerfile: string): NodeJS.ReadableStream {
  const archive = pack();
  void addFiles(archive, context, contextFiles(context, dockerfile)).then(
    () => archive.finalize(),
    (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return Readable.from(archive);
}

/**
 * Owner and time of every entry. The time is one for all of them and later in every later build: programs in an image
 * tell a file's versions apart by it (collectstatic, nginx's ETag). No layer's cache looks at it.
 */
const common = () => ({ uid: 0, gid: 0, mtime: new Date() }) as const;

async function addFiles(archive: Pack, context: string, names: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  const entry = common();
  for (const name of names) {
    for (const folder of foldersOf(name).filter((one) => !folders.has(one))) {
      folders.add(folder);
      await add(archive, { ...entry, name: folder, type: "directory", mode: 0o755 });
    }
    const path = join(context, name);
    const found = lstatSync(path);
    const mode = modeOf(found);
    if (found.isSymbolicLink())
      await add(archive, { ...entry, name, type: "symlink", linkname: readlinkSync(path), mode });
    else await add(archive, { ...entry, name, mode }, readFileSync(path));
  }
}

/** Waits until the archive has room again: a context may be larger than the memory. */
const add = (
  archive: Pack,
  header: Partial<Header> & Pick<Header, "name">,
  content?: Buffer,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve());
    if (content === undefined) archive.entry(header, done);
    else archive.entry(header, content, done);
  });

/** Folders above a file, the outermost first. */
function foldersOf(name: string): readonly string[] {
  const parent = dirname(name);
  return parent === "." ? [] : [...foldersOf(parent), parent];
}
