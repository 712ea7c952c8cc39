import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { turnToEngineOf } from "../../../cli/deployment/stack-engine.ts";
import { allVerbs } from "../../../cli/registry.ts";

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
  ["staging up", {}, "staging"],
  ["staging sweep", { olderThan: "3d" }, "staging"],
  ["verify", { stack: "prod" }, "prod"],
  ["verify", {}, "dev"],
  ["images push", { registry: "r", stack: "prod", from: "dev" }, "dev"],
  ["setup", {}, undefined],
])("%s %o works on the engine of %s", async (name, options, stack) => {
  const verb = (await allVerbs()).find((one) => one.name === name);
  const call = verb?.call({ arguments: ["x"], options, folder });
  expect(await call?.stackOfEngine()).toBe(stack);
});

it.each([
  [["up", "--stack", "prod"], "prod"],
  [["preview", "--stack=prod"], "prod"],
  [["preview", "--stack", "prod", "--placeholder-secrets"], undefined],
  [["stack", "ls"], undefined],
])("pulumi %j works on the engine of %s", async (args, stack) => {
  const verb = (await allVerbs()).find(({ name }) => name === "pulumi");
  expect(await verb?.call({ arguments: args, options: {}, folder }).stackOfEngine()).toBe(stack);
});
