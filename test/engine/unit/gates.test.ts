import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { waitFinished } from "../../../engine/job.ts";
import { waitHealthy } from "../../../engine/health.ts";
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

describe("ready", () => {
  it("asks until the health check has passed, and no longer", async () => {
    fake.states = [
      state("running", health("starting")),
      state("running", health("starting")),
      state("running", health("healthy")),
      state("running", health("unhealthy")),
    ];
    await waitHealthy(container(), "django", 5000);
    expect(asked()).toEqual([inspected, inspected, inspected]);
  });

  it("asks a container without a health check until it runs", async () => {
    fake.states = [state("created", {}, longAgo), state("running"), state("exited")];
    await waitHealthy(container(), "django", 5000);
    expect(asked()).toEqual([inspected, "POST /start", inspected]);
  });

  it("fails at once on a crash, with the last log lines and where to look", async () => {
    fake.states = [state("running", health("starting")), state("restarting", { ExitCode: 3 }, now, 1)];
    fake.log = "boot\nno module named erp\n";
    await expect(waitHealthy(container(), "django", 60_000)).rejects.toThrow(
      "django crashed (exit code 3) while it started. What served before goes on serving. Its last log lines (docker logs gaara-dev-django-1):\n    boot\n    no module named erp",
    );
    expect(asked()).toEqual([inspected, inspected, "GET /logs"]);
  });

  it("finds the exit code of a container that runs again already", async () => {
    fake.states = [state("running", health("starting"), now, 1)];
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

  it("says what the health check said of an unhealthy one", async () => {
    fake.states = [state("running", health("unhealthy", "HTTP 503\n"))];
    await expect(waitHealthy(container(), "django", 60_000)).rejects.toThrow(
      'is unhealthy: its health check said "HTTP 503"',
    );
  });

  it("gives up after its time-out, not before", async () => {
    fake.states = [state("running", health("starting"))];
    inspectionsTake(20);
    await expect(waitHealthy(container(), "django", 60_000)).rejects.toThrow(
      "was not healthy after 60 s: its health check has not answered yet",
    );
    expect(asked().filter((request) => request === inspected)).toHaveLength(4);
  });

  it("lets a container of an earlier update recover", async () => {
    fake.states = [
      state("running", health("unhealthy"), longAgo, 4),
      state("running", health("unhealthy"), longAgo, 4),
      state("running", health("healthy"), longAgo, 4),
    ];
    await waitHealthy(container(), "django", 5000);
    expect(asked()).toEqual([inspected, inspected, inspected]);
  });

  it("does not let it take for ever", async () => {
    fake.states = [state("running", health("unhealthy", "HTTP 503"), longAgo)];
    inspectionsTake(6);
    await expect(waitHealthy(container(), "django", 600_000)).rejects.toThrow("is unhealthy");
    expect(asked().filter((request) => request === inspected)).toHaveLength(3);
  });

  it("starts a container of an earlier update that was stopped by hand", async () => {
    fake.states = [state("exited", {}, longAgo), state("running", health("healthy"), longAgo)];
    await waitHealthy(container(), "django", 5000);
    expect(asked()).toEqual([inspected, "POST /start", inspected]);
  });

  it("says that somebody removed the container meanwhile", async () => {
    const states = [state("running", health("starting"))];
    fake.lists["/containers/c1/json"] = () => states.shift();
    await expect(waitHealthy(container(), "django", 5000)).rejects.toThrow(
      "django: its container c1 is gone: somebody removed it during the update",
    );
  });
});

describe("finished", () => {
  it("asks until the job has ended with exit code 0", async () => {
    fake.states = [state("running"), state("running"), state("exited"), state("dead", { ExitCode: 1 })];
    await waitFinished(container(), "django migrate", 5000);
    expect(asked()).toEqual([inspected, inspected, inspected]);
  });

  it("fails with the job's last lines", async () => {
    fake.states = [state("exited", { ExitCode: 1 })];
    fake.log = "relation exists\n";
    await expect(waitFinished(container(), "django migrate", 5000)).rejects.toThrow(
      "The job django migrate ended with exit code 1. What served before goes on serving; the next update runs it again. Its last log lines:\n    relation exists",
    );
  });

  it("runs a job again that failed in an earlier update", async () => {
    fake.states = [state("exited", { ExitCode: 1, FinishedAt: longAgo }), state("running"), state("exited")];
    await waitFinished(container(), "django migrate", 5000);
    expect(asked()).toEqual([inspected, "POST /start", inspected, inspected]);
  });

  it("does not run a job again that succeeded", async () => {
    fake.states = [state("exited", { FinishedAt: longAgo })];
    await waitFinished(container(), "django migrate", 5000);
    expect(asked()).toEqual([inspected, inspected]);
  });

  it("stops a job that does not end", async () => {
    fake.states = [state("running")];
    inspectionsTake(20);
    await expect(waitFinished(container(), "django migrate", 60_000)).rejects.toThrow(
      "did not end within 60 s and was stopped",
    );
    expect(asked().slice(-2)).toEqual(["POST /stop", "GET /logs"]);
  });

  it("says that somebody removed the job meanwhile", async () => {
    const states = [state("running")];
    fake.lists["/containers/c1/json"] = () => states.shift();
    await expect(waitFinished(container(), "django migrate", 5000)).rejects.toThrow(
      "The job django migrate: its container c1 is gone",
    );
  });
});
