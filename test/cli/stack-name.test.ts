import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { stackOfEngine } from "../../cli/deployment/pulumi-command.ts";
import { optionalStack, requiredStack, stackOption } from "../../cli/parameters.ts";
import { projectName, stackNameOf } from "../../cli/stack-name.ts";

describe("a stack's name", () => {
  it("is reduced to its own part wherever a command takes one", () => {
    const typed = "organization/gaara-erp/dev";
    expect(stackNameOf("dev", "--stack")).toBe("dev");
    for (const option of [stackOption, requiredStack("it"), optionalStack("it")])
      expect(option.read(typed, "--stack", "/")).toBe("dev");
    expect(stackOfEngine(["up", "--stack", typed])).toBe("dev");
    expect(stackOfEngine(["up", `--stack=organization/dev`])).toBe("dev");
  });

  it("is refused where it names another project or an organisation", () => {
    for (const typed of ["organization/other/dev", "acme/gaara-erp/dev", "acme/dev", "a/b/c/dev", "dev/"])
      expect(() => stackNameOf(typed, "--stack")).toThrow(
        `--stack: found ${JSON.stringify(typed)}, expected the name of a stack of the project gaara-erp alone, for example "dev"`,
      );
  });

  it("knows the project that Pulumi.yaml names", () =>
    expect((parse(readFileSync("Pulumi.yaml", "utf8")) as { name: string }).name).toBe(projectName));
});
