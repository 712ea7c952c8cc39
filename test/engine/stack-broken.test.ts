import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { request } from "../../cli/checks/http.ts";
import { portOffset, writeSettings } from "../../testbed/clone.ts";
import { inside } from "../../testbed/containers.ts";
import { expectOneError, verified } from "../../testbed/expectations.ts";
import { ownImage } from "../../testbed/own-image.ts";
import { clone, must, pulumi, stackReport, startedStack, up } from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
});

afterEach(() => writeSettings(clone()));

/** The image that `service` has now, with another command. */
const brokenImage = async (service: string, command: readonly string[]): Promise<string> =>
  ownImage(await stackReport(), service, ["ENTRYPOINT []", `CMD ${JSON.stringify(command)}`]);

describe("a port that somebody else has", () => {
  it("is named with its holder before anything changes, and the update works when it is free", async () => {
    const other = portOffset + 1000;
    const holder = createServer().listen(other + 8000, "127.0.0.1");
    await once(holder, "listening");
    writeSettings(clone(), { "gaara:portOffset": other });
    const refused = await up();
    expect(refused.exitCode).not.toBe(0);
    expectOneError(
      refused.output,
      /ports\.29000 \(django\): 127\.0\.0\.1:29000 is already taken by a program on this machine; stop it, or move this stack/,
    );
    expect(await verified()).toBe(0);

    holder.close();
    await once(holder, "close");
    const preview = await must(pulumi(["preview"]));
    expect(preview.output).toContain(
      "nginx, the only public door is replaced (its published ports change): nobody reaches the stack for some seconds.",
    );
  });
});

describe("a service that does not come up", () => {
  it("fails the update with its last log lines, also the next one, while the old version serves", async () => {
    const context = await brokenImage("ai", [
      "sh",
      "-c",
      "echo 'ai: no model server is configured' >&2; sleep 1; exit 7",
    ]);
    writeSettings(clone(), { "gaara:images": { ai: { context } } });
    for (const _attempt of ["first", "second"]) {
      const failed = await up();
      expect(failed.exitCode).not.toBe(0);
      expectOneError(
        failed.output,
        /ai (crashed|stopped) \(exit code 7\)[\s\S]*ai: no model server is configured/,
      );
      const health = new URL("health", report.urls["AI agents"]);
      expect((await request(health, "127.0.0.1")).status).toBe(200);
    }
    writeSettings(clone());
    await must(up());
    expect(await verified()).toBe(0);
  });

  it("fails the update when its memory does not suffice, and says so", async () => {
    const context = await brokenImage("ai", ["python3", "-c", "print('ai: loading'); bytearray(10 ** 10)"]);
    writeSettings(clone(), {
      "gaara:images": { ai: { context } },
      "gaara:resources": { ai: { memory: "64 MB" } },
    });
    const failed = await up();
    expect(failed.exitCode).not.toBe(0);
    expectOneError(failed.output, /ai (crashed|stopped) \((out of memory|exit code 137)\)/);
    expect((await request(new URL("health", report.urls["AI agents"]), "127.0.0.1")).status).toBe(200);
    writeSettings(clone());
    await must(up());
  });

  it("is nginx's configuration: what nginx says ends the update, and the old one serves", async () => {
    const now = await stackReport();
    const allow = (mode: string) => inside(now, "nginx", ["chmod", mode, "/etc/nginx/tls/key.pem"]);
    await allow("000");
    try {
      writeSettings(clone(), { "gaara:bodyLimit": "50M" });
      const failed = await up();
      expect(failed.exitCode).not.toBe(0);
      expectOneError(
        failed.output,
        /nginx refuses the new configuration; the old one goes on serving\. nginx says:[\s\S]*cannot load certificate key/,
      );
      expect((await request(new URL("health", report.urls["AI agents"]), "127.0.0.1")).status).toBe(200);
    } finally {
      await allow("600");
    }
    await must(up());
    expect((await stackReport()).containers.nginx).toEqual(now.containers.nginx);
    writeSettings(clone());
    await must(up());
    expect(await verified()).toBe(0);
  });

  it("fails the update when its health check never passes, with what the check said", async () => {
    const context = await brokenImage("frontend", [
      "sh",
      "-c",
      "echo 'frontend: waiting for ever'; exec sleep 1000",
    ]);
    writeSettings(clone(), { "gaara:images": { frontend: { context } } });
    const failed = await up();
    expect(failed.exitCode).not.toBe(0);
    expectOneError(failed.output, /frontend was not healthy after 60 s: .*[\s\S]*frontend: waiting for ever/);
    const again = await up();
    expect(again.exitCode).not.toBe(0);
    expectOneError(again.output, /frontend (is unhealthy|was not healthy)/);
    writeSettings(clone());
    await must(up());
    expect(await verified()).toBe(0);
  });

  it("can be a build that fails: the update says what the build said", async () => {
    const dockerfile = join(clone(), "services", "ml", "Dockerfile");
    const before = readFileSync(dockerfile, "utf8");
    onTestFinished(() => writeFileSync(dockerfile, before));
    writeFileSync(dockerfile, `${before}\nUSER 0\nRUN echo 'no such wheel: gaara' >&2; exit 3\n`);
    const failed = await up();
    expect(failed.exitCode).not.toBe(0);
    expect(failed.output).toMatch(/exit code: 3/);
    writeFileSync(dockerfile, before);
    await must(up());
    expect(await verified()).toBe(0);
  });
});
