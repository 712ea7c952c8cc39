import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { inspection } from "../../../engine/answers/container.ts";
import { healthCommand } from "../../../engine/health-command.ts";
import { waitFinished } from "../../../engine/job.ts";
import { waitHealthy } from "../../../engine/health.ts";
import { inspectPresent } from "../../../engine/present-health.ts";
import { fakeEngine, type FakeEngine } from "./fake-engine.ts";

let fake: FakeEngine;
beforeEach(async () => {
  fake = await fakeEngine();
});
afterEach(() => fake.close());

const container = () => fake.engine.container("c1");
const now = new Date(Date.now() + 5000).toISOString();
const longAgo = "2020-01-01T00:00:00Z";
const state = (status: string, more: object = {}, created = now, restarts = 0) => ({
  Id: "c1",
  Name: "/gaara-dev-django-1",
  Created: created,
  RestartCount: restarts,
  State: { Status: status, ExitCode: 0, FinishedAt: now, ...more },
});
const health = (status: string, output = "") => ({
  Health: { Status: status, Log: output ? [{ Output: output }] : [] },
});

/** Requests about the container, in order. */
const asked = () => fake.asked.map((request) => request.replace("/containers/c1", ""));
const inspected = "GET /json";

/** Each inspection takes so many seconds of the clock, and none of the test's. */
function inspectionsTake(seconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const states = [...fake.states];
  fake.lists["/containers/c1/json"] = () => {
    vi.advanceTimersByTime(seconds * 1000);
    return states.length > 1 ? states.shift() : states[0];
  };
}

/** As an inspection says it of a container that has a health check. */
const checked = { Healthcheck: { Test: ["CMD", "curl", "/health"] } };
const running = (said: string, created = now, restarts = 0) => ({
  ...state("running", health(said), created, restarts),
  Config: checked,
});
const probe = expect.arrayContaining(["/bin/sh", "curl", "/health"]) as unknown;

describe("ready", () => {
  it("starts a container that was only created and asks its own health command, not the engine", async () => {
    fake.states = [state("created", {}, longAgo), running("starting")];
    await waitHealthy(container(), "django", 5000);
    expect(asked()).toEqual(expect.arrayContaining([inspected, "POST /start", inspected, "POST /exec"]));
    expect(fake.executed.map(({ command }) => command)).toEqual([probe]);
  });

  it("takes the engine's word that it is healthy", async () => {
    fake.states = [running("healthy", longAgo)];
    await waitHealthy(container(), "django", 5000);
    expect(asked()).toEqual([inspected]);
  });

  it("asks again until the health command passes", async () => {
    fake.states = [running("starting")];
    let tries = 0;
    fake.run = () => ({ exitCode: ++tries < 4 ? 1 : 0 });
    await waitHealthy(container(), "django", 5000);
    expect(fake.executed.length).toBeGreaterThan(1);
  });

  it("asks the health command of an image without a shell by itself", async () => {
    fake.states = [running("starting")];
    fake.run = ({ command }) => ({ exitCode: command[0] === "/bin/sh" ? 127 : 0 });
    await waitHealthy(container(), "django", 5000);
    expect(fake.executed.map(({ command }) => command)).toEqual([probe, ["curl", "/health"]]);
  });

  it("asks a container without a health check until it runs", async () => {
    fake.states = [state("created", {}, longAgo), state("running"), state("exited")];
    await waitHealthy(container(), "django", 5000);
    expect(asked()).toEqual([inspected, "POST /start", inspected]);
  });

  it("fails at once on a crash, with the last log lines and where to look", async () => {
    fake.states = [running("starting"), state("restarting", { ExitCode: 3 }, now, 1)];
    fake.run = () => ({ exitCode: 1 });
    fake.ended = Promise.resolve();
    fake.log = "boot\nno module named erp\n";
    await expect(waitHealthy(container(), "django", 60_000)).rejects.toThrow(
      "django crashed (exit code 3) while it started. What served before goes on serving. Its last log lines (docker logs gaara-dev-django-1):\n    boot\n    no module named erp",
    );
  });

  it("does not say of a store that it goes on serving: it is replaced in place", async () => {
    fake.states = [running("starting"), state("restarting", { ExitCode: 1 }, now, 1)];
    fake.run = () => ({ exitCode: 1 });
    fake.ended = Promise.resolve();
    await expect(waitHealthy(container(), "redis", 60_000)).rejects.toThrow(
      "redis crashed (exit code 1) while it started. Nothing serves in its place: callers are answered with 503 until it is back. Its last log lines (",
    );
  });

  it("does not start a container of this update again that has ended", async () => {
    fake.states = [state("created"), running("starting"), state("exited", { ExitCode: 4 })];
    fake.run = () => ({ exitCode: 1 });
    fake.ended = Promise.resolve();
    await expect(waitHealthy(container(), "django", 60_000)).rejects.toThrow("django stopped (exit code 4)");
    expect(asked().filter((request) => request === "POST /start")).toHaveLength(1);
  });

  it("finds the exit code of a container that runs again already", async () => {
    fake.states = [running("starting", now, 1)];
    const died = (exitCode: string) => JSON.stringify({ Actor: { Attributes: { exitCode } } });
    fake.lists["/events"] = `${died("1")}\n${died("7")}\n`;
    await expect(waitHealthy(container(), "ai", 60_000)).rejects.toThrow(
      "ai crashed (exit code 7) while it started",
    );
  });

  it("says that memory ran out", async () => {
    fake.states = [state("exited", { OOMKilled: true })];
    await expect(waitHealthy(container(), "ml", 60_000)).rejects.toThrow(
      /^ml stopped \(out of memory\) while it started\..*\(it wrote nothing\)/s,
    );
  });

  it("says what the health check says of an unhealthy one", async () => {
    fake.states = [running("unhealthy")];
    fake.run = () => ({ output: "HTTP 503\n", exitCode: 1 });
    await expect(waitHealthy(container(), "django", 60_000)).rejects.toThrow(
      'is unhealthy: its health check said "HTTP 503"',
    );
  });

  it("gives up after its time-out, not before", async () => {
    fake.states = [running("starting")];
    fake.run = () => ({ output: "no", exitCode: 1 });
    inspectionsTake(20);
    await expect(waitHealthy(container(), "django", 60_000)).rejects.toThrow(
      'was not healthy after 60 s: its health check said "no"',
    );
    expect(asked().filter((request) => request === inspected)).toHaveLength(4);
  });

  it("lets a container of an earlier update recover", async () => {
    fake.states = [running("unhealthy", longAgo, 4), running("unhealthy", longAgo, 4)];
    let tries = 0;
    fake.run = () => ({ exitCode: ++tries < 4 ? 1 : 0 });
    await waitHealthy(container(), "django", 5000);
    expect(asked()).not.toContain("POST /start");
  });

  it("does not let it take for ever", async () => {
    fake.states = [running("unhealthy", longAgo)];
    fake.run = () => ({ output: "HTTP 503", exitCode: 1 });
    inspectionsTake(6);
    await expect(waitHealthy(container(), "django", 600_000)).rejects.toThrow("is unhealthy");
    expect(asked().filter((request) => request === inspected).length).toBeGreaterThan(2);
  });

  it("starts a container of an earlier update that was stopped by hand", async () => {
    fake.states = [state("exited", {}, longAgo), running("starting", longAgo)];
    await waitHealthy(container(), "django", 5000);
    expect(asked().slice(0, 3)).toEqual([inspected, "POST /start", inspected]);
  });

  it("says that somebody removed the container meanwhile", async () => {
    const states = [running("starting")];
    fake.run = () => ({ exitCode: 1 });
    fake.lists["/containers/c1/json"] = () => states.shift();
    await expect(waitHealthy(container(), "django", 5000)).rejects.toThrow(
      "django: its container c1 is gone: somebody removed it, as docker system prune does; bring it back with: npm start",
    );
  });
});

describe("the present health of a container", () => {
  it.each([
    ["healthy", 1, "healthy", 0],
    ["starting", 0, "healthy", 1],
    ["starting", 1, "starting", 1],
    ["unhealthy", 0, "unhealthy", 0],
  ])(
    "that the engine calls %s while its command ends with %i is %s",
    async (said, exitCode, is, commands) => {
      fake.states = [running(said)];
      fake.run = () => ({ exitCode });
      expect((await inspectPresent(container()))?.State.Health?.Status).toBe(is);
      expect(fake.executed).toHaveLength(commands);
    },
  );
});

describe("the health command", () => {
  it.each([
    [
      ["CMD", "curl", "x"],
      ["curl", "x"],
    ],
    [
      ["CMD-SHELL", "curl x | grep y"],
      ["/bin/sh", "-c", "curl x | grep y"],
    ],
    [["NONE"], undefined],
    [[], undefined],
  ])("of %j is %j", (Test, command) => {
    expect(healthCommand(inspection.parse({ Id: "c1", Config: { Healthcheck: { Test } } }))).toEqual(command);
  });
});

describe("finished", () => {
  it("starts a job that was only created and waits until it has ended with exit code 0", async () => {
    fake.states = [state("created"), state("exited")];
    fake.ended = Promise.resolve();
    await waitFinished(container(), "django migrate", { timeout: 5000, settled: false });
    expect(asked()).toEqual([inspected, "POST /start", "POST /wait", inspected]);
  });

  it("waits for a job that runs already", async () => {
    fake.states = [state("running"), state("exited")];
    fake.ended = Promise.resolve();
    await waitFinished(container(), "django migrate", { timeout: 5000, settled: false });
    expect(asked()).toEqual([inspected, "POST /wait", inspected]);
  });

  it("fails with the job's last lines", async () => {
    fake.states = [state("running"), state("exited", { ExitCode: 1 })];
    fake.ended = Promise.resolve();
    fake.log = "relation exists\n";
    await expect(
      waitFinished(container(), "django migrate", { timeout: 5000, settled: false }),
    ).rejects.toThrow(
      "The job django migrate ended with exit code 1. What served before goes on serving; the next update runs it again. Its last log lines:\n    relation exists",
    );
  });

  it("runs a job again that failed in an earlier update", async () => {
    fake.states = [state("exited", { ExitCode: 1, FinishedAt: longAgo }), state("exited")];
    fake.ended = Promise.resolve();
    await waitFinished(container(), "django migrate", { timeout: 5000, settled: false });
    expect(asked()).toEqual([inspected, "POST /start", "POST /wait", inspected]);
  });

  it("does not run a job again that succeeded", async () => {
    fake.states = [state("exited", { FinishedAt: longAgo })];
    await waitFinished(container(), "django migrate", { timeout: 5000, settled: false });
    expect(asked()).toEqual([inspected, inspected]);
  });

  it("passes where a job that succeeded was removed since then", async () => {
    fake.lists["/containers/c1/json"] = () => undefined;
    await waitFinished(container(), "django migrate", { timeout: 5000, settled: true });
    expect(asked()).toEqual([inspected]);
  });

  it("stops a job that does not end", async () => {
    fake.states = [state("running")];
    await expect(
      waitFinished(container(), "django migrate", { timeout: 500, settled: false }),
    ).rejects.toThrow("did not end within 1 s and was stopped");
    expect(asked().slice(-2)).toEqual(["POST /stop", "GET /logs"]);
  });

  it("says that somebody removed the job meanwhile", async () => {
    const states = [state("running")];
    fake.ended = Promise.resolve();
    fake.lists["/containers/c1/json"] = () => states.shift();
    await expect(
      waitFinished(container(), "django migrate", { timeout: 5000, settled: false }),
    ).rejects.toThrow("The job django migrate: its container c1 is gone");
  });
});
