import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { PulumiRelease } from "../../../cli/setup/pulumi-release.ts";
import { pathsOf } from "../../../cli/setup/paths.ts";
import { missingPlugins, plugins } from "../../../cli/setup/plugins.ts";
import { languageHost, ownPulumiIsThere } from "../../../cli/setup/fitting-pulumi.ts";
import { ensureTools } from "../../../cli/setup/tool-chain.ts";
import { leanMark } from "../../../cli/setup/whole-pulumi.ts";
import { fakeModules } from "./fake-modules.ts";
import { fakePrograms } from "./fake-programs.ts";
import { archive, checksums, packed, releases, version } from "./releases.ts";
import { temporaryFolder } from "./temporary.ts";

/** A Pulumi that installs plugins as the real one does. */
const pulumi = `
echo "pulumi $*" >> "$LOG"
case "$1" in
version) echo v3.230.1;;
plugin)
  mkdir -p "$PULUMI_HOME/plugins/resource-$4-v$5"
  touch "$PULUMI_HOME/plugins/resource-$4-v$5/pulumi-resource-$4";;
esac`;

/** A compiler that makes whatever it is asked for. */
const go = `
echo "go $1" >> "$LOG"
case "$1" in
list) echo "example|1|build ID mismatch";;
build)
  while [ "$1" != -o ]; do shift; done
  out=$2; shift; shift
  for package; do touch "$out/$(basename "$package")"; done;;
esac`;

const nowhere = new PulumiRelease(version, "http://127.0.0.1:9");

function machine(programs: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const log = join(folder, "log");
  const { go, ...others } = programs;
  const modules = fakeModules(join(folder, "modules"));
  fakePrograms(join(folder, "path"), { ...others, ...(go === undefined ? {} : { go: `${modules}${go}` }) });
  const environment = { PATH: `${join(folder, "path")}:/usr/bin:/bin`, XDG_CACHE_HOME: folder, LOG: log };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const paths = pathsOf(environment);
  return {
    paths,
    ensure: (release: PulumiRelease, more: NodeJS.ProcessEnv = {}) =>
      ensureTools({ ...environment, ...more }, paths, release),
    calls: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
  };
}

const release = async () => {
  const content = await packed(pulumi);
  return new PulumiRelease(version, await releases({ ...checksums(content), [archive]: content }));
};

describe("ensureTools", () => {
  it("uses the machine's Pulumi and lets it get the plugins", async () => {
    const { paths, ensure, calls } = machine({ pulumi, [languageHost]: "", go });
    expect(await ensure(await release())).toBe("Pulumi 3.230.1");
    expect(ownPulumiIsThere(paths)).toBe(false);
    expect(missingPlugins(paths)).toEqual([]);
    expect(calls().filter((call) => call.startsWith("go"))).toEqual([]);
  });

  it("downloads Pulumi where there is none, and with it the plugins", async () => {
    const { paths, ensure, calls } = machine({ go });
    expect(await ensure(await release())).toBe(`Pulumi ${version}`);
    expect(ownPulumiIsThere(paths)).toBe(true);
    expect(calls()).toEqual(
      plugins(paths).map((plugin) => `pulumi plugin install resource ${plugin.name} ${plugin.version}`),
    );
  });

  it("builds everything where nothing can be downloaded", async () => {
    const { paths, ensure, calls } = machine({ go });
    await ensure(nowhere);
    expect(ownPulumiIsThere(paths)).toBe(true);
    expect(missingPlugins(paths)).toEqual([]);
    expect(calls()).toEqual(["go list", "go build"]);
  });

  it("builds only the plugins for the machine's own Pulumi", async () => {
    const { paths, ensure } = machine({ pulumi, [languageHost]: "", go });
    await ensure(nowhere);
    expect(ownPulumiIsThere(paths)).toBe(false);
    expect(missingPlugins(paths)).toEqual([]);
  });

  it("builds Pulumi alone anew, with drivers for clouds, once a state is in one", async () => {
    const { paths, ensure, calls } = machine({ go });
    const mark = leanMark(join(paths.bin, "pulumi"));
    await ensure(nowhere);
    expect(existsSync(mark)).toBe(true);
    const clouds = { PULUMI_BACKEND_URL: "s3://bucket", PATH: `${paths.bin}:${process.env["PATH"] ?? ""}` };
    await ensure(nowhere, clouds);
    await ensure(nowhere, clouds);
    await ensure(nowhere);
    expect(calls()).toEqual(["go list", "go build", "go list", "go build"]);
    expect(existsSync(mark)).toBe(false);
    expect(ownPulumiIsThere(paths)).toBe(true);
  });

  it("downloads the official Pulumi in place of one without drivers for clouds", async () => {
    const { paths, ensure } = machine({ go });
    await ensure(nowhere);
    await ensure(await release(), { PULUMI_BACKEND_URL: "s3://bucket" });
    expect(readFileSync(join(paths.bin, "pulumi"), "utf8")).toContain("echo v3.230.1");
    expect(existsSync(leanMark(join(paths.bin, "pulumi")))).toBe(false);
  });

  it("says which folder it cannot write to", async () => {
    const { paths, ensure } = machine({ go });
    writeFileSync(paths.cache, "");
    await expect(ensure(nowhere)).rejects.toThrow(
      /gaara-erp: cannot be written \(.*\); Pulumi is put there\. Make it writable for you, or set XDG_CACHE_HOME/,
    );
  });

  it("does nothing the second time, and only what is missing after something was removed", async () => {
    const { paths, ensure, calls } = machine({ go });
    await ensure(nowhere);
    await ensure(nowhere);
    expect(calls()).toHaveLength(2);
    const [plugin] = plugins(paths);
    rmSync(plugin?.executable ?? "");
    await ensure(nowhere);
    expect(missingPlugins(paths)).toEqual([]);
  });
});
