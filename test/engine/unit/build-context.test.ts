import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contextHash, prepareBaseContext } from "../../../engine/images/build-context.ts";
import { settingsOf } from "../../components/mocks.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "context-"));
  writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n");
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src", "app.py"), "print(1)\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hash = (buildArgs: Record<string, string> = {}) => contextHash(folder, "Dockerfile", buildArgs);

describe("the hash of a build context", () => {
  it("is the same for the same content", () => expect(hash()).toBe(hash()));

  it.each<[string, () => void]>([
    ["an edit", () => writeFileSync(join(folder, "src", "app.py"), "print(2)\n")],
    ["a new file", () => writeFileSync(join(folder, "src", "new.py"), "")],
    [
      "a new name",
      () => (rmSync(join(folder, "src", "app.py")), writeFileSync(join(folder, "src", "b.py"), "print(1)\n")),
    ],
    ["the right to execute", () => chmodSync(join(folder, "src", "app.py"), 0o755)],
    ["a link", () => symlinkSync("app.py", join(folder, "src", "link"))],
  ])("changes with %s", (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  it("changes with a build argument, whatever the order of the others", () => {
    expect(hash({ A: "1" })).not.toBe(hash());
    expect(hash({ A: "1", B: "2" })).toBe(hash({ B: "2", A: "1" }));
  });

  it("does not change with what .dockerignore leaves out", () => {
    writeFileSync(join(folder, ".dockerignore"), "**/*.log\n!keep.log\nDockerfile\n");
    const before = hash();
    writeFileSync(join(folder, "src", "debug.log"), "x");
    expect(hash()).toBe(before);
    writeFileSync(join(folder, "keep.log"), "x");
    expect(hash()).not.toBe(before);
  });

  it("always sees the Dockerfile", () => {
    writeFileSync(join(folder, ".dockerignore"), "Dockerfile\n");
    const before = hash();
    writeFileSync(join(folder, "Dockerfile"), "FROM other\n");
    expect(hash()).not.toBe(before);
  });

  it("says where a Dockerfile is missing", () =>
    expect(() => contextHash(folder, "Dockerfile.prod", {})).toThrow(
      `images: ${folder}/Dockerfile.prod does not exist, expected a build context with a Dockerfile`,
    ));
});

describe("the base image's context", () => {
  const target = () => join(folder, "base");
  const withBundle = (caBundle: string) => settingsOf({ build: { caBundle } });

  it("is the reference one", () => {
    prepareBaseContext(target(), settingsOf());
    expect(existsSync(join(target(), "Dockerfile"))).toBe(true);
  });

  it("is left alone where it is right already, and made anew where it is not", () => {
    const laidOut = () => statSync(target()).ino;
    prepareBaseContext(target(), settingsOf());
    const first = laidOut();
    prepareBaseContext(target(), settingsOf());
    expect(laidOut()).toBe(first);
    writeFileSync(join(target(), "Dockerfile"), "FROM other\n");
    prepareBaseContext(target(), settingsOf());
    expect(laidOut()).not.toBe(first);
    expect(readFileSync(join(target(), "Dockerfile"), "utf8")).not.toBe("FROM other\n");
    expect(readdirSync(folder).filter((name) => name.startsWith("base."))).toEqual([]);
  });

  it("carries the company's certificates", () => {
    const bundle = join(folder, "company.pem");
    writeFileSync(bundle, "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n");
    prepareBaseContext(target(), withBundle(bundle));
    expect(readFileSync(join(target(), "ca", "company.crt"), "utf8")).toContain("BEGIN CERTIFICATE");
  });

  it("refuses a bundle that does not exist or holds no certificate", () => {
    expect(() => prepareBaseContext(target(), withBundle("/nowhere.pem"))).toThrow(
      "gaara:build.caBundle: /nowhere.pem does not exist, expected a PEM file",
    );
    expect(() => prepareBaseContext(target(), withBundle(join(folder, "Dockerfile")))).toThrow(
      "holds no certificate",
    );
  });
});
