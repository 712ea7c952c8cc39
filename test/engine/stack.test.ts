import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Docker from "dockerode";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { request } from "../../cli/checks/http.ts";
import { stackName } from "../../testbed/clone.ts";
import { containerOf, docker, inside } from "../../testbed/containers.ts";
import { clone, must, pulumi, run, startedStack } from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
});

describe("a stack that was started", () => {
  it("passes every check of verify, many side by side", async () => {
    const { output } = await must(run("verify", ["--stack", stackName, "--json"]));
    const { passed, milliseconds, checks } = z
      .object({
        passed: z.boolean(),
        milliseconds: z.int(),
        checks: z.array(z.object({ name: z.string(), passed: z.boolean(), milliseconds: z.int() })),
      })
      .parse(JSON.parse(output.slice(output.indexOf("{"))));
    expect(checks.filter((check) => !check.passed)).toEqual([]);
    expect(passed).toBe(true);
    expect(checks.length).toBeGreaterThan(30);
    expect(2 * milliseconds).toBeLessThan(checks.reduce((sum, check) => sum + check.milliseconds, 0));
  });

  it("has nothing to change, also after a refresh", async () => {
    await must(pulumi(["preview", "--expect-no-changes"]));
    await must(pulumi(["refresh", "--yes", "--skip-preview"]));
    await must(pulumi(["preview", "--expect-no-changes"]));
  });

  it("leaves the settings file as it was", () => {
    expect(readFileSync(join(clone(), `Pulumi.${stackName}.yaml`), "utf8")).not.toContain("encryptionsalt");
  });

  it("resolves every service by the source document's name on its network", async () => {
    const names = ["nginx", "django", "backend", "frontend", "ml", "ai", "postgres", "redis"];
    for (const name of names)
      expect(await inside(report, "django", ["getent", "hosts", `gaara_${name}`])).toMatch(
        /^\d+\.\d+\.\d+\.\d+ /,
      );
  });

  it("finds a container again that comes back with another address", async () => {
    const django = containerOf(report, "django");
    const before = await addressOf(django);
    const { Image: image } = await django.inspect();
    await django.stop();
    const usurpers: Docker.Container[] = [];
    try {
      // The engine gives free addresses in its own order; one after the other takes the next.
      while (usurpers.length < 10 && !(await Promise.all(usurpers.map(addressOf))).includes(before))
        usurpers.push(await usurper(image));
      await django.start();
      expect(await addressOf(django)).not.toBe(before);
      await expect.poll(() => healthOf(report), { timeout: 30_000, interval: 500 }).toBe(200);
    } finally {
      for (const container of usurpers) await container.remove({ force: true });
    }
  });

  it("stops every service politely: none is killed", async () => {
    for (const service of Object.keys(report.containers)) {
      const container = containerOf(report, service);
      await container.stop();
      const { State: state } = await container.inspect();
      expect([service, state.ExitCode, state.OOMKilled]).toEqual([
        service,
        expect.toBeOneOf([0, 143]),
        false,
      ]);
      await container.start();
    }
    await expect
      .poll(async () => (await run("verify", ["--stack", stackName])).exitCode, {
        timeout: 60_000,
        interval: 2000,
      })
      .toBe(0);
  });
});

async function healthOf({ urls }: StackReport): Promise<number> {
  const url = new URL("health/", urls["Django API"]);
  return (await request(url, "127.0.0.1").catch(() => ({ status: 0 }))).status;
}

const addressOf = async (container: Docker.Container): Promise<string | undefined> =>
  Object.values((await container.inspect()).NetworkSettings.Networks)[0]?.IPAddress;

async function usurper(image: string): Promise<Docker.Container> {
  const container = await docker.createContainer({
    Image: image,
    Entrypoint: ["sleep"],
    Cmd: ["600"],
    HostConfig: { NetworkMode: `gaara-${stackName}-network` },
  });
  await container.start();
  return container;
}
