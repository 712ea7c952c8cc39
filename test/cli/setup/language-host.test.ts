import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Deployment } from "../../../cli/deployment/deployment.ts";
import { TestProgram } from "./program.ts";

describe("a program under the language host", { timeout: 60_000 }, () => {
  let program: TestProgram;
  const up = () => program.pulumi("up", "--yes", "--skip-preview", "--stack", "test");

  beforeAll(async () => {
    program = new TestProgram();
    await new Deployment({ environment: program.environment, project: program.folder }).ensure("test");
  }, 60_000);

  afterAll(() => program.remove());

  it("has the stack's name, its settings and what is secret among them", async () => {
    await program.pulumi("config", "set", "--secret", "key", "of the test", "--stack", "test");
    program.source = `
      import * as pulumi from "@pulumi/pulumi";
      export const stack: string = pulumi.getStack();
      export const key: pulumi.Output<string> = new pulumi.Config().requireSecret("key");
    `;
    expect((await up()).exitCode).toBe(0);
    const shown = await program.pulumi("stack", "output", "--json", "--stack", "test");
    expect(JSON.parse(shown.stdout)).toEqual({ stack: "test", key: "[secret]" });
  });

  it("fails the update with its own message, once", async () => {
    program.source = `throw new Error("this setting is wrong");`;
    const result = await up();
    expect(result.exitCode).not.toBe(0);
    const diagnostics = result.stdout.slice(result.stdout.indexOf("Diagnostics:"));
    expect(diagnostics.match(/this setting is wrong/g)).toHaveLength(1);
  });

  it("fails the update when it ends with an exit code", async () => {
    program.source = `process.exit(3);`;
    const result = await up();
    expect(result.exitCode).not.toBe(0);
    expect(result.stdout).toMatch(/exit(ed with non-zero exit)? code:? 3/);
  });

  it.each(["SIGINT", "SIGKILL"] as const)("does not outlive a Pulumi that gets %s", async (signal) => {
    program.source = `setInterval(() => 0, 1000); await new Promise(() => undefined);`;
    const running = up();
    await vi.waitFor(async () => expect(await program.nodes()).toHaveLength(1), 20_000);
    running.kill(signal);
    await running;
    await vi.waitFor(async () => expect(await program.nodes()).toEqual([]), 20_000);
  });
});
