import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { contextHash } from "../../engine/images/build-context.ts";
import { ensureBuilt } from "../../engine/images/build-image.ts";
import type { BuiltImage } from "../../engine/images/image-sources.ts";
import { docker, engine } from "../../testbed/containers.ts";

let folder: string;
const names = new Set<string>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "build-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const name of names) await engine.image(name).remove();
  names.clear();
});

/** A context with a file, a program and a link in a folder, as a clone has them. */
function context(name: string, text = "read me\n"): string {
  const path = join(folder, name);
  mkdirSync(join(path, "src", "empty"), { recursive: true });
  writeFileSync(join(path, "Dockerfile"), "FROM gaara-debian:bookworm\nCOPY src /srv/src\n");
  writeFileSync(join(path, "src", "text"), text);
  writeFileSync(join(path, "src", "program"), "#!/bin/sh\necho it runs\n", { mode: 0o755 });
  symlinkSync("text", join(path, "src", "link"));
  return path;
}

function image(path: string): BuiltImage {
  const hash = contextHash(path, "Dockerfile", {});
  const name = `gaara-modes:${hash}`;
  names.add(name);
  return { kind: "build", name, context: path, dockerfile: "Dockerfile", buildArgs: {}, parents: [] };
}

/** Output of a command in a container of an image, as a user whom nobody knows. */
async function output(id: string, command: string): Promise<string> {
  const container = await docker.createContainer({
    Image: id,
    User: "12345:12345",
    Entrypoint: ["sh", "-c", command],
  });
  try {
    await container.start();
    await container.wait();
    return await engine.container(container.id).lastLines();
  } finally {
    await container.remove({ force: true });
  }
}

it("an image of a clone that was made under umask 077 is readable to its user", async () => {
  const path = context("private");
  execFileSync("chmod", ["-R", "go=", path]);
  const id = await ensureBuilt(engine, image(path));
  const found = await output(id, "cat /srv/src/link; /srv/src/program; stat -c '%a %u %n' /srv/src/*");
  expect(found).toContain("read me");
  expect(found).toContain("it runs");
  expect(found).toContain("644 0 /srv/src/text");
  expect(found).toContain("755 0 /srv/src/program");
});

it("two clones with other modes, owners and times have one image, which is built once", async () => {
  const one = context("one");
  const other = join(folder, "other");
  cpSync(one, other, { recursive: true, verbatimSymlinks: true });
  execFileSync("chmod", ["-R", "go=", other]);
  chmodSync(join(other, "src", "text"), 0o600);
  rmSync(join(other, "src", "empty"), { recursive: true });
  const [first, second] = [image(one), image(other)];
  expect(second.name).toBe(first.name);
  const built: string[] = [];
  const id = await ensureBuilt(engine, first);
  expect(await ensureBuilt(engine, second, (line) => built.push(line))).toBe(id);
  expect(built).toEqual([]);
  const tags = (await engine.images()).flatMap(({ RepoTags }) => RepoTags);
  expect(tags.filter((tag) => tag.startsWith(first.name))).toEqual([first.name]);
});

it("two updates at once leave one image under the name, and both run that one", async () => {
  const path = context("twice", `read me ${String(process.pid)}\n`);
  const ids = await Promise.all([image(path), image(path)].map((one) => ensureBuilt(engine, one)));
  expect(new Set(ids).size).toBe(1);
  expect((await engine.image(image(path).name).inspect())?.Id).toBe(ids[0]);
});
