import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clone, must, run } from "../../testbed/stack.ts";

const file = () => join(clone(), "Pulumi.prod.yaml");
const preview = ["preview", "--stack", "prod", "--non-interactive"];

describe("a preview of prod on a laptop", () => {
  let before: string;
  beforeEach(() => {
    before = readFileSync(file(), "utf8");
  });
  afterEach(() => writeFileSync(file(), before));

  it("works in a state of its own, without a registry and without secrets", async () => {
    await must(run("pulumi", ["stack", "init", "prod", "--no-select", "--non-interactive"]));
    const { output } = await must(run("pulumi", preview));
    expect(output).toMatch(/\d+ to create/);
    expect(readFileSync(file(), "utf8")).toBe(before);
    await must(run("pulumi", ["stack", "rm", "prod", "--yes", "--preserve-config", "--non-interactive"]));
  });

  it("works with placeholders for secrets whose passphrase and state others have", async () => {
    appendFileSync(
      file(),
      [
        "  gaara:openaiApiKey:",
        "    secure: v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "  docker:host: ssh://deploy@server.invalid",
        "encryptionsalt: v1:4ZA9wIdyHLI=:v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "",
      ].join("\n"),
    );
    const sealed = readFileSync(file(), "utf8");
    const { output } = await must(run("pulumi", [...preview, "--placeholder-secrets"]));
    expect(output).toContain("placeholders for its secrets (gaara:openaiApiKey)");
    expect(output).toMatch(/\d+ to create/);
    expect(readFileSync(file(), "utf8")).toBe(sealed);
  });
});
