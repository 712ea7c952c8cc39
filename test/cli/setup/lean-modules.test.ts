import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyWithout } from "../../../cli/setup/lean-modules.ts";
import type { LeanModule } from "../../../cli/setup/left-out.ts";
import { temporaryFolder } from "./temporary.ts";

const lean: LeanModule = {
  module: "example.org/tool",
  standIns: { "example.org/heavy": "light", "example.org/heavy/driver": "driver" },
  files: ["own/unused.go"],
};

const source = `package tool

import (
	"example.org/heavy"
	_ "example.org/heavy/driver" // registers itself
	named "example.org/heavy"
	"example.org/heavy/other"
)

import "example.org/heavy"

var text = "example.org/heavy"
`;

function original(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: 0o444 });
  }
  return folder;
}

describe("copyWithout", () => {
  it("turns the imports to the stand-ins and nothing else", () => {
    const copy = temporaryFolder();
    copyWithout(lean, original({ "tool.go": source, "own/unused.go": "package own" }), copy);
    expect(readFileSync(join(copy, "tool.go"), "utf8")).toBe(`package tool

import (
	"gaara/toolchain/lean/light"
	_ "gaara/toolchain/lean/driver" // registers itself
	named "gaara/toolchain/lean/light"
	"example.org/heavy/other"
)

import "gaara/toolchain/lean/light"

var text = "example.org/heavy"
`);
  });

  it("copies what else is compiled, and lets it be removed", () => {
    const copy = temporaryFolder();
    const files = {
      "tool.go": source,
      "own/unused.go": "package own",
      "sub/embedded.sql": "select",
      "go.mod": "module",
    };
    const tests = {
      "tool_test.go": "package tool",
      "testdata/big.json": "{}",
      "sub/testdata/a/b.go": "package b",
    };
    copyWithout(lean, original({ ...files, ...tests }), copy);
    expect(readFileSync(join(copy, "sub/embedded.sql"), "utf8")).toBe("select");
    writeFileSync(join(copy, "go.mod"), "module anew");
    for (const path of [...Object.keys(tests), "own/unused.go"])
      expect(() => readFileSync(join(copy, path))).toThrow("ENOENT");
  });

  it.each([
    [{ "tool.go": source }, "own/unused.go"],
    [
      { "tool.go": source.replace("/driver", "/engine"), "own/unused.go": "package own" },
      "example.org/heavy/driver",
    ],
  ])("says what a module no longer has", (files, gone) => {
    expect(() => copyWithout(lean, original(files), temporaryFolder())).toThrow(
      `example.org/tool: has no ${gone}, which cli/setup/left-out.ts leaves out of it; take them off there`,
    );
  });
});
