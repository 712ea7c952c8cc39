import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { buildWithGo } from "../../../cli/setup/go-build.ts";
import { pathsOf, type Paths } from "../../../cli/setup/paths.ts";
import { leanMark } from "../../../cli/setup/whole-pulumi.ts";
import { fakePrograms } from "./fake-programs.ts";
import { temporaryFolder } from "./temporary.ts";

/** A compiler that names two packages, of which one is in the cache, and makes a program called `tool`. */
const compiler = `
case "$1" in
list) echo "example/a|3|build ID mismatch"; echo "example/b|1|"
  echo "example/tool|1|not installed but available in build cache";;
build)
  echo built >> "$LOG"
  while [ "$1" != -o ]; do shift; done
  echo example/a >&2
  sleep 0.2
  printf '#!/bin/sh\\necho made' > "$2/tool"
  chmod +x "$2/tool";;
esac`;

interface Machine {
  readonly paths: Paths;
  readonly target: string;
  readonly notes: string[];
  readonly build: (lean?: boolean) => Promise<void>;
  readonly builds: () => number;
}

function machine(go: string): Machine {
  const folder = temporaryFolder();
  fakePrograms(join(folder, "path"), { go });
  vi.stubEnv("PATH", `${join(folder, "path")}:/usr/bin:/bin`);
  const log = join(folder, "log");
  vi.stubEnv("LOG", log);
  onTestFinished(() => void vi.unstubAllEnvs());
  const paths = pathsOf({ XDG_CACHE_HOME: folder });
  const target = join(paths.bin, "tool");
  const notes: string[] = [];
  return {
    paths,
    target,
    notes,
    build: (lean) =>
      buildWithGo([{ package: "example/tool", target, ...(lean === undefined ? {} : { lean }) }], paths, {
        note: (text) => notes.push(text),
        remaining: () => undefined,
      }),
    builds: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").length : 0),
  };
}

describe("buildWithGo", () => {
  it("builds what is missing, says how far it is, and leaves nothing else behind", async () => {
    const { build, target, notes, paths } = machine(compiler);
    await build();
    expect(readFileSync(target, "utf8")).toContain("made");
    expect(notes).toEqual(["downloading modules", "compiling", "linking"]);
    expect(readdirSync(dirname(paths.bin))).toEqual(["bin"]);
  });

  it("builds once for two set-ups at once, and never again", async () => {
    const { build, builds } = machine(compiler);
    await Promise.all([build(), build()]);
    await build();
    expect(builds()).toBe(1);
  });

  it("marks a lean program, keeps it, and puts a whole one in its place", async () => {
    const { build, builds, target } = machine(compiler);
    await build(true);
    await build(true);
    expect([builds(), existsSync(leanMark(target))]).toEqual([1, true]);
    await build(false);
    await build(false);
    expect([builds(), existsSync(leanMark(target))]).toEqual([2, false]);
    // A whole one does for whoever needs no more than a lean one.
    await build(true);
    expect([builds(), existsSync(leanMark(target))]).toEqual([2, false]);
  });

  it("shows what the compiler says, and puts nothing in place", async () => {
    const { build, target } = machine('echo "main.go:1: syntax error" >&2; exit 1');
    await expect(build()).rejects.toThrow("go build of the tool chain failed:\nmain.go:1: syntax error");
    expect(existsSync(target)).toBe(false);
  });

  it("starts anew after a build that was interrupted", async () => {
    const { build, target } = machine(
      compiler.replace("sleep 0.2", () => 'echo half > "$2/tool"; kill -9 $$'),
    );
    await expect(build()).rejects.toThrow("go build of the tool chain failed");
    expect(existsSync(target)).toBe(false);
    writeFileSync(join(process.env["PATH"]?.split(":")[0] ?? "", "go"), `#!/bin/sh\n${compiler}\n`);
    await build();
    expect(readFileSync(target, "utf8")).toContain("made");
  });

  it("says what to install where there is no Go", async () => {
    const { build } = machine(compiler);
    vi.stubEnv("PATH", temporaryFolder());
    await expect(build()).rejects.toThrow(
      "Go is not installed: install Go 1.25 or newer (https://go.dev/dl), or Pulumi (https://www.pulumi.com/docs/install)",
    );
  });
});
