import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import dockerignore from "@balena/dockerignore";
import { modeOf } from "./context-mode.ts";
import type { Settings } from "../../config/settings.ts";

/** Counts up when files of the same content go into a build in another way: an image of before is another one. */
const layout = 2;

/**
 * Hash of everything that a build can see: files, modes, links and arguments, `.dockerignore` honoured. It becomes the
 * image's tag, so that an edit builds and no edit builds nothing.
 *
 * @throws Error when the folder has no Dockerfile of that name
 */
export function contextHash(
  context: string,
  dockerfile: string,
  buildArgs: Readonly<Record<string, string>>,
): string {
  const seen = [layout, dockerfile, Object.entries(buildArgs).sort()];
  const hash = createHash("sha256").update(JSON.stringify(seen));
  for (const path of contextFiles(context, dockerfile)) {
    const full = join(context, path);
    const stat = lstatSync(full);
    hash.update(`\0${path}\0${modeOf(stat) === 0o644 ? "-" : "x"}\0`);
    hash.update(stat.isSymbolicLink() ? readlinkSync(full) : readFileSync(full));
  }
  return hash.digest("hex").slice(0, 16);
}

/**
 * Paths of what a build can see, sorted: a Dockerfile belongs to it even if it is ignored.
 *
 * @throws Error when the folder has no Dockerfile of that name
 */
export function contextFiles(context: string, dockerfile: string): readonly string[] {
  if (!existsSync(join(context, dockerfile)))
    throw new Error(
      `images: ${join(context, dockerfile)} does not exist, expected a build context with a Dockerfile`,
    );
  const ignoreFile = join(context, ".dockerignore");
  const rules = dockerignore.default().add(existsSync(ignoreFile) ? readFileSync(ignoreFile, "utf8") : "");
  return files(context).filter((path) => path === dockerfile || !rules.ignores(path));
}

/** Paths of all files below a folder, sorted: the order of a folder differs from machine to machine. */
const files = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

/**
 * Lays out the context of the base image: the reference one, and the company's CA bundle where there is one. The bundle
 * is part of the image because the services call out through the same proxies as the build does.
 */
export function prepareBaseContext(target: string, settings: Settings): void {
  const draft = `${target}.${process.pid}`;
  try {
    layOut(draft, settings);
    // Another stack's update may be reading it, so a context that is right already stays untouched.
    if (isSame(target, draft)) return;
    rmSync(target, { recursive: true, force: true });
    try {
      renameSync(draft, target);
    } catch (error) {
      if (!isSame(target, draft)) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const isSame = (one: string, other: string): boolean =>
  existsSync(join(one, "Dockerfile")) &&
  contextHash(one, "Dockerfile", {}) === contextHash(other, "Dockerfile", {});

function layOut(target: string, settings: Settings): void {
  mkdirSync(join(target, "ca"), { recursive: true });
  cpSync("services/base", target, { recursive: true });
  const bundle = settings.build.caBundle ?? process.env.NODE_EXTRA_CA_CERTS ?? process.env.SSL_CERT_FILE;
  if (bundle === undefined || bundle === "") return;
  if (!existsSync(bundle))
    throw new Error(`gaara:build.caBundle: ${bundle} does not exist, expected a PEM file`);
  const pem = readFileSync(bundle, "utf8");
  if (!pem.includes("-----BEGIN CERTIFICATE-----"))
    throw new Error(`gaara:build.caBundle: ${bundle} holds no certificate, expected a PEM file`);
  writeFileSync(join(target, "ca", "company.crt"), pem);
}
