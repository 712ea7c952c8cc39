import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { services } from "../../config/services/index.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { settingsOf } from "../../cli/deployment/stack-file.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { containerOf, docker, inside } from "../../testbed/containers.ts";
import { expectOneError, verified } from "../../testbed/expectations.ts";
import { startRegistry, type Registry } from "../../testbed/registry.ts";
import { clone, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

let registry: Registry;
let report: StackReport;
let source: string;
const sourceFile = () => join(clone(), "services/flask/src/environment.py");
const settingsFile = () => join(clone(), `Pulumi.${stackName}.yaml`);
const push = (address: string) =>
  run("images", ["push", "--registry", address, "--stack", stackName], {
    environment: { DOCKER_CONFIG: join(clone(), "no-login") },
  });

beforeAll(async () => {
  report = await startedStack();
  registry = await startRegistry();
  source = readFileSync(sourceFile(), "utf8");
});

afterAll(async () => {
  writeFileSync(sourceFile(), source);
  writeSettings(clone());
  await must(up());
  await registry.close();
});

describe("npm run images -- push", () => {
  it.each([
    [
      "is not there",
      () => Promise.resolve("127.0.0.1:9"),
      /the engine does not reach the registry 127\.0\.0\.1:9 \(.*refused/,
    ],
    [
      "wants a log-in",
      async () => {
        const locked = await startRegistry(true);
        onTestFinished(locked.close);
        return locked.address;
      },
      /127\.0\.0\.1:\d+ does not let you push .*; log in: docker login 127\.0\.0\.1:\d+/,
    ],
  ])("says that a registry %s, and writes nothing", async (_what, start, message) => {
    const before = readFileSync(settingsFile(), "utf8");
    const { exitCode, output } = await push(await start());
    expect(exitCode).toBe(1);
    expectOneError(output, message);
    expect(readFileSync(settingsFile(), "utf8")).toBe(before);
  });

  it("builds what changed, pushes every image and writes the digests, once", async () => {
    appendFileSync(sourceFile(), "\n# pushed\n");
    appendFileSync(settingsFile(), "# The operator's note.\n");
    const { output } = await must(push(registry.address));
    expect(output).toContain("On the Docker engine at");
    expect(output).toMatch(/flask: building gaara-flask:/);
    expect(output).not.toMatch(/django: building/);

    const { images } = settingsOf(stackName, clone());
    expect(Object.keys(images).sort()).toEqual(Object.keys(services).sort());
    for (const [key, { reference }] of Object.entries(images))
      expect(reference).toMatch(new RegExp(`^${registry.address}/gaara-${key}@sha256:[0-9a-f]{64}$`));
    const written = readFileSync(settingsFile(), "utf8");
    expect(written).toContain("# The operator's note.");

    const again = await must(push(registry.address));
    expect(again.output).toContain(`Pulumi.${stackName}.yaml names them already.`);
    expect(again.output).not.toContain("building");
    expect(readFileSync(settingsFile(), "utf8")).toBe(written);
  });

  it("is what a stack deploys from, on an engine that has the image no more", async () => {
    const { flask } = settingsOf(stackName, clone()).images;
    const before = await containerOf(report, "flask").inspect();
    for (const { Id, RepoDigests: digests } of await docker.listImages())
      if (digests?.includes(flask?.reference ?? "")) await docker.getImage(Id).remove({ force: true });
    await expect(docker.getImage(flask?.reference ?? "").inspect()).rejects.toThrow(/no such image/i);

    await must(up());
    report = await stackReport();
    const { Image: id } = await containerOf(report, "flask").inspect();
    expect(id).not.toBe(before.Image);
    expect((await docker.getImage(id).inspect()).RepoDigests).toContain(flask?.reference);
    expect(await inside(report, "flask", ["tail", "-n1", "src/environment.py"])).toBe("# pushed");
    expect(await verified()).toBe(0);
  });
});
