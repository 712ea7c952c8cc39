import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { stackOfVerb, turnToEngineOf } from "../../../cli/deployment/stack-engine.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-engine-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each([
  [
    "turns to the engine that the stack's file names",
    "config:\n  docker:host: ssh://deploy@server\n",
    "ssh://deploy@server",
  ],
  ["stays where the file names none", "config:\n  gaara:appMode: prod\n", "unix:///here.sock"],
  ["stays where the file is empty", "", "unix:///here.sock"],
])("%s", (_what, text, host) => {
  writeFileSync(join(folder, "Pulumi.prod.yaml"), text);
  const environment = { DOCKER_HOST: "unix:///here.sock" };
  turnToEngineOf("prod", folder, environment);
  expect(environment.DOCKER_HOST).toBe(host);
});

it("stays where there is no file", () => {
  const environment = { DOCKER_HOST: "unix:///here.sock" };
  turnToEngineOf("prod", folder, environment);
  expect(environment.DOCKER_HOST).toBe("unix:///here.sock");
});

it.each([
  ["staging", "up", {}, "staging"],
  ["staging", "sweep", {}, "staging"],
  ["npm run", "verify", { stack: "prod" }, "prod"],
  ["images", "push", { stack: "prod", from: "dev" }, "dev"],
  ["npm run", "setup", {}, undefined],
])("%s %s %o works on the engine of %s", (parent, verb, options, stack) => {
  expect(stackOfVerb([parent, verb], options)).toBe(stack);
});
