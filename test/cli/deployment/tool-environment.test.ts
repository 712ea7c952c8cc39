import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  exportLines,
  previewEnvironment,
  toolEnvironment,
  toolVariables,
  usesLocalState,
} from "../../../cli/deployment/tool-environment.ts";
import { pathsOf } from "../../../cli/setup/paths.ts";
import { temporaryFolder } from "../setup/temporary.ts";

/** A machine where nothing is set. */
const bare = () => ({ PATH: "/usr/bin:/bin", XDG_CACHE_HOME: "/cache", DOCKER_CONFIG: "/no/docker" });

describe("toolEnvironment", () => {
  it("fills in what a plain `pulumi up` needs", () => {
    const paths = pathsOf(bare());
    const { PATH = "", ...others } = toolVariables(bare(), paths);
    expect(PATH.split(":")).toEqual([dirname(process.execPath), paths.bin, "/usr/bin", "/bin"]);
    expect(others).toEqual({
      PULUMI_HOME: paths.pulumiHome,
      PULUMI_BACKEND_URL: `file://${paths.state}`,
      PULUMI_CONFIG_PASSPHRASE_FILE: paths.passphrase,
      PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
      PULUMI_PARALLEL: "16",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      no_grpc_proxy: "127.0.0.1,localhost",
    });
    expect(paths.bin).toMatch(/^\/cache\/gaara-erp\/pulumi-[0-9a-f]{16}\/bin$/);
  });

  it("leaves a person's own backend, passphrase and engine alone", () => {
    const own = {
      ...bare(),
      PULUMI_BACKEND_URL: "s3://bucket",
      PULUMI_CONFIG_PASSPHRASE: "",
      DOCKER_HOST: "ssh://host",
      PULUMI_HOME: "/own/home",
    };
    const environment = toolEnvironment(own, pathsOf(own));
    expect(environment).toMatchObject(Object.fromEntries(Object.entries(own).slice(3)));
    expect(environment.PULUMI_CONFIG_PASSPHRASE_FILE).toBeUndefined();
    expect(usesLocalState(own, pathsOf(own))).toBe(false);
  });

  it("gives no other backend the passphrase of this clone", () => {
    const own = { ...bare(), PULUMI_BACKEND_URL: "s3://bucket" };
    expect(toolVariables(own, pathsOf(own)).PULUMI_CONFIG_PASSPHRASE_FILE).toBeUndefined();
  });

  it("asks an engine behind ssh for few things at a time, unless somebody has said how many", () => {
    const ssh = { ...bare(), DOCKER_HOST: "ssh://host" };
    expect(toolVariables(ssh, pathsOf(ssh)).PULUMI_PARALLEL).toBe("4");
    const own = { ...ssh, PULUMI_PARALLEL: "9" };
    expect(toolVariables(own, pathsOf(own)).PULUMI_PARALLEL).toBeUndefined();
    const tcp = { ...bare(), DOCKER_HOST: "tcp://host:2375" };
    expect(toolVariables(tcp, pathsOf(tcp)).PULUMI_PARALLEL).toBe("16");
  });

  it("changes nothing in a shell that has the variables already", () => {
    const set = toolEnvironment(bare(), pathsOf(bare()));
    expect(toolVariables(set, pathsOf(set))).toEqual({});
  });

  it("preloads the program with a leaner SDK, once, beside what a person asks of Node", () => {
    const own = { ...bare(), NODE_OPTIONS: "--trace-warnings" };
    const { NODE_OPTIONS = "" } = toolEnvironment(own, pathsOf(own));
    expect(NODE_OPTIONS).toMatch(
      /^--import=file:\S+\/lean-sdk\.ts --max-semi-space-size=32 --trace-warnings$/,
    );
    const again = { ...own, NODE_OPTIONS };
    expect(toolEnvironment(again, pathsOf(again)).NODE_OPTIONS).toBe(NODE_OPTIONS);
    expect(toolVariables(own, pathsOf(own)).NODE_OPTIONS).toBeUndefined();
  });

  it("lets a preview ask for several differences at a time, unless somebody has said otherwise", () => {
    expect(previewEnvironment(bare())).toEqual({ ...bare(), PULUMI_PARALLEL_DIFF: "true", GOGC: "400" });
    const own = { ...bare(), PULUMI_PARALLEL_DIFF: "false", GOGC: "off" };
    expect(previewEnvironment(own)).toEqual(own);
    const { PULUMI_PARALLEL_DIFF: ofUpdates } = toolEnvironment(bare(), pathsOf(bare()));
    expect(ofUpdates).toBeUndefined();
  });

  it("does not take an outdated home of the cache for a person's own", () => {
    const old = { ...bare(), PULUMI_HOME: "/cache/gaara-erp/pulumi-0000000000000000/home" };
    expect(pathsOf(old).pulumiHome).toBe(pathsOf(bare()).pulumiHome);
  });

  it("uses the engine of the docker command's current context", () => {
    const folder = temporaryFolder();
    const meta = join(folder, "contexts", "meta", createHash("sha256").update("desktop").digest("hex"));
    mkdirSync(meta, { recursive: true });
    writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: "desktop" }));
    writeFileSync(
      join(meta, "meta.json"),
      JSON.stringify({ Endpoints: { docker: { Host: "unix:///desktop.sock" } } }),
    );
    const machine = { ...bare(), DOCKER_CONFIG: folder };
    expect(toolVariables(machine, pathsOf(machine)).DOCKER_HOST).toBe("unix:///desktop.sock");
    const other = { ...machine, DOCKER_CONTEXT: "default" };
    expect(toolVariables(other, pathsOf(other)).DOCKER_HOST).toBeUndefined();
  });
});

describe("exportLines", () => {
  const paths = { ...pathsOf(bare()), bin: "/with space/bin" };

  it("quotes for a shell", () => {
    expect(exportLines({ A: "/plain/path:/b", B: "it's $HOME" }, paths)).toBe(
      `export A=/plain/path:/b\nexport B='it'\\''s $HOME'`,
    );
  });

  it("puts the pinned tools before what the shell has", () => {
    expect(exportLines({ PATH: "/what/npm/has" }, paths)).toBe(
      `export PATH=${dirname(process.execPath)}:'/with space/bin':"$PATH"`,
    );
  });
});
