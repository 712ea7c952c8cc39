import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pathsOf, projectFolder, type Paths } from "../../../cli/setup/paths.ts";
import { ensureState } from "../../../cli/setup/state-folder.ts";
import { temporaryFolder } from "./temporary.ts";

function clone(): Paths {
  const local = join(temporaryFolder(), ".gaara");
  const passphrase = join(local, "passphrase");
  return { ...pathsOf({}, projectFolder), local, state: join(local, "state"), passphrase };
}

const mode = (path: string): number => statSync(path).mode & 0o777;

describe("ensureState", () => {
  it("makes a folder and a passphrase that only their owner can read", () => {
    const paths = clone();
    ensureState({}, paths);
    expect(mode(paths.local)).toBe(0o700);
    expect(mode(paths.state)).toBe(0o700);
    expect(mode(paths.passphrase)).toBe(0o600);
    expect(readFileSync(paths.passphrase, "utf8")).toMatch(/^[\w-]{32}\n$/);
  });

  it("keeps the passphrase that is there", () => {
    const paths = clone();
    ensureState({}, paths);
    const first = readFileSync(paths.passphrase, "utf8");
    ensureState({}, paths);
    expect(readFileSync(paths.passphrase, "utf8")).toBe(first);
  });

  it("makes no passphrase for someone who has one", () => {
    const paths = clone();
    ensureState({ PULUMI_CONFIG_PASSPHRASE: "" }, paths);
    expect(existsSync(paths.passphrase)).toBe(false);
  });

  it.each([
    ["file:///mnt/shared", {}],
    ["s3://bucket", { PULUMI_CONFIG_PASSPHRASE_FILE: "" }],
  ])("refuses a backend of one's own without a passphrase: %s", (backend, more) => {
    const paths = clone();
    expect(() => ensureState({ PULUMI_BACKEND_URL: backend, ...more }, paths)).toThrow(
      `PULUMI_CONFIG_PASSPHRASE: is not set, but the state is in ${backend}; set it, or PULUMI_CONFIG_PASSPHRASE_FILE,`,
    );
    expect(existsSync(paths.local)).toBe(false);
  });

  it.each([
    ["s3://bucket", { PULUMI_CONFIG_PASSPHRASE: "" }],
    ["s3://bucket", { PULUMI_CONFIG_PASSPHRASE_FILE: "/own" }],
    ["https://api.pulumi.com", {}],
  ])("takes one that has what it needs, and makes nothing: %s %o", (backend, more) => {
    const paths = clone();
    expect(ensureState({ PULUMI_BACKEND_URL: backend, ...more }, paths)).toBe(`State in ${backend}`);
    expect(existsSync(paths.local)).toBe(false);
  });

  it("does not make a new passphrase for stacks that an old one protects", () => {
    const paths = clone();
    ensureState({}, paths);
    const stacks = join(paths.state, ".pulumi", "stacks", "gaara-erp");
    mkdirSync(stacks, { recursive: true });
    writeFileSync(join(stacks, "dev.json"), "{}");
    rmSync(paths.passphrase);
    expect(() => ensureState({}, paths)).toThrow(
      `${paths.passphrase}: is missing, but ${paths.state} has stacks whose secrets it opens. ` +
        "Put it back, or set PULUMI_CONFIG_PASSPHRASE to what was in it",
    );
  });

  it("says which folder cannot be written, and why", () => {
    const paths = clone();
    // Root may write anywhere but into a file.
    writeFileSync(paths.local, "");
    expect(() => ensureState({}, paths)).toThrow(
      /^.*\.gaara: cannot be written \(.*\); Pulumi keeps its state there/,
    );
  });
});
