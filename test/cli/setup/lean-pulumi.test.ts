import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Deployment } from "../../../cli/deployment/deployment.ts";
import { pathsOf } from "../../../cli/setup/paths.ts";
import { isLean } from "../../../cli/setup/whole-pulumi.ts";
import { TestProgram } from "./program.ts";

describe.runIf(isLean(pathsOf()))("the Pulumi without drivers for clouds", { timeout: 120_000 }, () => {
  let program: TestProgram;

  beforeAll(async () => {
    program = new TestProgram();
    program.source = `
      import * as random from "@pulumi/random";
      new random.RandomId("id", { byteLength: 4 });
    `;
    await new Deployment({ environment: program.environment, project: program.folder }).ensure("test");
  }, 60_000);

  afterAll(() => program.remove());

  it("does with a state in a folder what any Pulumi does", async () => {
    const file = join(program.folder, "exported.json");
    for (const command of [
      ["preview"],
      ["up", "--yes", "--skip-preview"],
      ["refresh", "--yes"],
      ["stack", "export", "--file", file],
      ["stack", "import", "--file", file],
      ["logs"],
      ["destroy", "--yes", "--skip-preview"],
    ]) {
      const result = await program.pulumi(...command, "--stack", "test");
      expect(result.exitCode, `${command.join(" ")}: ${result.stderr}${result.stdout}`).toBe(0);
    }
  });

  it.each(["s3", "gs", "azblob", "postgres"])("says how to get one for a state in %s://", async (scheme) => {
    const { exitCode, stderr } = await program.pulumi("login", `${scheme}://bucket`);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain(
      `this Pulumi was built without ${scheme}:// states: set PULUMI_BACKEND_URL to the state's address and run \`npm run setup\`, which builds one with them`,
    );
  });

  it.each(["awskms", "gcpkms", "azurekeyvault", "hashivault"])(
    "says how to get one for secrets that are protected by %s://",
    async (scheme) => {
      const { exitCode, stderr } = await program.pulumi(
        ...["stack", "init", "other", "--secrets-provider", `${scheme}://key`],
      );
      expect(exitCode).not.toBe(0);
      expect(stderr).toContain(
        `this Pulumi was built without ${scheme}:// secrets providers: write \`secretsprovider:\` into the stack's Pulumi.<stack>.yaml and run \`npm run setup\`, which builds one with them`,
      );
    },
  );

  it("says how to get one with the commands of Pulumi's service", async () => {
    const { exitCode, stderr } = await program.pulumi("api", "list");
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain("this Pulumi was built without this command of Pulumi Cloud");
  });
});
