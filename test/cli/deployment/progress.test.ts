import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { nameOf, Progress } from "../../../cli/deployment/progress.ts";

const urn =
  "urn:pulumi:dev::gaara-erp::gaara:index:Stack$gaara:index:Redis$docker:index/container:Container::gaara-dev-redis";
const type = "docker:index/container:Container";

function progress() {
  let now = 0;
  const made = new Progress(picocolors.createColors(false), () => now);
  return {
    made,
    wait: (milliseconds: number) => (now += milliseconds),
    feed: (event: object) => made.lines(JSON.stringify({ sequence: 1, timestamp: 1, ...event })),
  };
}

const step = (op: string, more = {}) => ({ metadata: { op, urn, type, ...more } });

describe("the progress of an update", () => {
  it("has a line for what was made, with its time", () => {
    const { feed, wait } = progress();
    expect(feed({ resourcePreEvent: step("create") })).toEqual([]);
    wait(1400);
    expect(feed({ resOutputsEvent: step("create") })).toEqual([
      "  ✔ container gaara-dev-redis created 1.4 s",
    ]);
  });

  it("has no line for what stays as it is, nor for components", () => {
    const { feed } = progress();
    const component = {
      urn: "urn:pulumi:dev::gaara-erp::gaara:index:Stack::gaara",
      type: "gaara:index:Stack",
    };
    expect(feed({ resOutputsEvent: step("same") })).toEqual([]);
    expect(feed({ resOutputsEvent: step("create", component) })).toEqual([]);
  });

  it("names what failed, and keeps errors for the end, each once and without the engine's summary of them", () => {
    const { made, feed } = progress();
    feed({ resourcePreEvent: step("create") });
    expect(feed({ resOpFailedEvent: step("create") })).toEqual(["  ✘ container gaara-dev-redis failed"]);
    for (const message of ["redis crashed\n    log\n", "update failed\n", "redis crashed\n    log\n"])
      expect(feed({ diagnosticEvent: { severity: "error", message } })).toEqual([]);
    expect(made.errors).toEqual(["redis crashed\n    log"]);
    expect(made.waitingFor(1)).toEqual([]);
  });

  it("shows warnings and messages at once", () => {
    const { feed } = progress();
    expect(feed({ diagnosticEvent: { severity: "warning", message: "1 pending operation\n" } })).toEqual([
      "1 pending operation",
    ]);
    expect(feed({ diagnosticEvent: { severity: "info#err", message: "from the program\n" } })).toEqual([
      "from the program",
    ]);
  });

  it("never shows what the engine says for debugging: secrets are in it", () => {
    const { feed } = progress();
    expect(feed({ diagnosticEvent: { severity: "debug", message: "X=hunter2" } })).toEqual([]);
  });

  it("shows lines that are no events, such as a refusal to start", () => {
    const { made } = progress();
    expect(made.lines("error: no stack")).toEqual(["error: no stack"]);
    expect(made.lines("{ no json")).toEqual(["{ no json"]);
    expect(made.lines("")).toEqual([]);
  });

  it("tells what has been going on for long, and counts the changes at the end", () => {
    const { made, feed, wait } = progress();
    feed({ resourcePreEvent: step("create") });
    wait(31_000);
    expect(made.waitingFor(15)).toEqual(["  … container gaara-dev-redis (31 s)"]);
    feed({ resOutputsEvent: step("create") });
    expect(made.waitingFor(15)).toEqual([]);
    wait(20_000);
    expect(made.waitingFor(15)).toEqual(["  … waiting for what was started to get ready (20 s)"]);
    feed({ summaryEvent: { resourceChanges: { create: 1, same: 3 } } });
    expect(made.changes).toEqual({ create: 1, same: 3 });
  });
});

it.each([
  [urn, "container gaara-dev-redis"],
  ["urn:pulumi:dev::p::docker:index/remoteImage:RemoteImage::images-django", "remote image images-django"],
])("the resource %s is called %s", (full, name) => {
  expect(nameOf(full)).toBe(name);
});
