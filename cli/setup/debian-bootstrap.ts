import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../../engine/engine.ts";
import type { ImageName } from "../../engine/image.ts";
import { execa } from "execa";
import { step, type Report } from "../terminal/step.ts";
import { installPackages, mayInstall } from "./apt.ts";
import { withLock } from "./file-lock.ts";
import { pathsOf } from "./paths.ts";
import { reason, SetupError } from "./setup-error.ts";

/** Paths that Debian's own slim image leaves out. */
const excluded = ["doc", "groff", "info", "lintian", "linda", "locale", "man"];

/**
 * The smallest Debian 12 that has apt, with its security suite. `usr-is-merged` instead of `usrmerge` saves Perl; this
 * machine's name and resolver have no place in an image.
 */
const recipe = [
  "--variant=minbase",
  "--include=usr-is-merged",
  "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr",
  ...excluded.map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
  "--dpkgopt=path-include=/usr/share/doc/*/copyright",
  '--aptopt=Acquire::Languages "none"',
  '--aptopt=APT::Install-Recommends "false"',
  '--customize-hook=rm -f "$1/etc/hostname" "$1/etc/resolv.conf"',
  "bookworm",
];

/** After so long a cached one lacks too many security updates. */
const maximumAge = 30 * 24 * 3600 * 1000;

/** Makes Debian 12 from its packages and hands it to the engine. */
export async function importedDebian(engine: Engine, name: ImageName, why: string): Promise<void> {
  const image = `${name.repo}:${name.tag}`;
  if (!mayInstall())
    throw new SetupError(
      `Debian: ${why}, and it can only be made from packages on Debian or Ubuntu as root; get it from a registry ` +
        `that you can reach: docker pull REGISTRY/debian:bookworm-slim && docker tag REGISTRY/debian:bookworm-slim ${image}`,
    );
  const architecture = await engine.architecture();
  const own = await execa("dpkg", ["--print-architecture"]);
  if (architecture !== own.stdout.trim())
    throw new SetupError(
      `Debian: ${why}, and this machine (${own.stdout.trim()}) cannot make one for the engine (${architecture}); ` +
        `run this once on the engine's machine, or tag a pulled image there as ${image}`,
    );
  const { cache } = pathsOf(process.env);
  const key = createHash("sha256").update(JSON.stringify(recipe)).digest("hex").slice(0, 12);
  const file = join(cache, `debian-bookworm-${architecture}-${key}.tar`);
  await withLock(`${file}.lock`, async () => {
    if (!existsSync(file) || Date.now() - statSync(file).mtimeMs > maximumAge)
      await step("Debian: making a base from its packages", (report) => bootstrap(file, report), {
        estimate: 50,
      });
    await step("Debian: handing it to the engine", () => imported(engine, file, name), { estimate: 5 });
  });
}

async function bootstrap(file: string, report: Report): Promise<void> {
  const draft = `${file}.part`;
  try {
    if (!existsSync("/usr/bin/mmdebstrap") || !existsSync("/usr/share/keyrings/debian-archive-keyring.gpg"))
      await installPackages("Debian", ["mmdebstrap", "debian-archive-keyring"], report);
    mkdirSync(pathsOf(process.env).cache, { recursive: true });
    rmSync(draft, { force: true });
    const run = execa("mmdebstrap", ["--format=tar", ...recipe, draft]);
    run.stderr.on("data", (chunk: Buffer) => {
      const [line] = /^I: .+$/m.exec(chunk.toString()) ?? [];
      if (line !== undefined) report.note(line.slice(3));
    });
    await run;
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    if (error instanceof SetupError) throw error;
    const text = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    const last = text.split("\n").slice(-10).join("\n");
    throw new SetupError(
      `Debian: no base could be made from packages:\n${last === "" ? reason(error) : last}`,
    );
  }
}

async function imported(engine: Engine, file: string, name: ImageName): Promise<void> {
  try {
    await engine.importImage(createReadStream(file), name, ["bash"]);
  } catch (error) {
    throw new SetupError(`Debian: the engine does not take ${file}: ${reason(error)}`);
  }
}
