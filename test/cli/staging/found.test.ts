import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "../../../engine/engine.ts";
import { fakeEngine, type FakeEngine } from "../../engine/unit/fake-engine.ts";
import { fakeDeployment } from "../deployment/fake-pulumi.ts";
import { foundStacks, settingsFacts } from "../../../cli/staging/found.ts";

const states: { name: string; lastUpdate?: string }[] = [];

const deployment = fakeDeployment({ output: () => Promise.resolve(JSON.stringify(states)) });

beforeEach(() => {
  states.length = 0;
});

const made = Date.parse("2026-11-24T10:00:00Z");
const copy = { "com.gaara.stack": "staging-x", "com.gaara.ephemeral": "x" };

let fake: FakeEngine;
beforeEach(async () => {
  fake = await fakeEngine();
});
afterEach(() => fake.close());

/** An engine with a network and nginx, and perhaps a registration. */
function engine({
  labels = copy,
  registered = false,
}: { labels?: Readonly<Record<string, string>>; registered?: boolean } = {}): Engine {
  const publishing = (port: string) => ({
    HostConfig: { PortBindings: { [`${port}/tcp`]: [{ HostPort: port }] } },
  });
  fake.lists = {
    "/containers/json": [
      { Id: "1", Created: made / 1000, Labels: { ...labels, "com.gaara.service": "nginx" } },
      { Id: "2", Created: made / 1000, Labels: { ...labels, "com.gaara.service": "postgres" } },
    ],
    "/containers/1/json": { Id: "1", ...publishing("17001") },
    "/containers/2/json": { Id: "2", ...publishing("1") },
    "/networks": [{ Id: "3", Labels: labels, Created: new Date(made - 1000).toISOString() }],
    "/volumes": ({ filters }: { filters: string }) => ({
      Volumes: filters.includes("stack")
        ? [{ Name: "data", Labels: labels, CreatedAt: new Date(made + 60_000).toISOString() }]
        : registered
          ? [
              {
                Name: "gaara-edge-port-17001",
                Labels: {
                  "com.gaara.reservation": "staging-x",
                  "com.gaara.ephemeral": "x",
                  "com.gaara.owner": "Layla",
                  "com.gaara.created": "2026-11-23T10:00:00.000Z",
                  "com.gaara.images-before": "gaara-ai:1 gaara-ml:1",
                },
              },
            ]
          : [],
    }),
  };
  return fake.engine;
}

describe("a stack that is found", () => {
  it("is known by its registration", async () => {
    const [found] = await foundStacks(deployment, engine({ registered: true }));
    expect(found).toMatchObject({
      stack: "staging-x",
      registration: { name: "x", owner: "Layla", port: 17_001, before: ["gaara-ai:1", "gaara-ml:1"] },
      foreign: undefined,
    });
  });

  it("is known by its parts where that is lost: all but who made it", async () => {
    const [found] = await foundStacks(deployment, engine());
    expect(found?.registration).toEqual({ name: "x", created: "2026-11-24T09:59:59.000Z", port: 17_001 });
  });

  it("is as young as its youngest container, whatever is written into its volumes", async () => {
    const [found] = await foundStacks(deployment, engine());
    expect(found?.parts).toMatchObject({ since: new Date(made - 1000), until: new Date(made) });
  });

  it("is none of ours without the label, and then nothing is known of it", async () => {
    states.push({ name: "staging-x" }, { name: "dev" });
    const found = await foundStacks(deployment, engine({ labels: { "com.gaara.stack": "staging-x" } }));
    expect(found).toMatchObject([
      { stack: "staging-x", registration: {}, foreign: "the container 1 has no label com.gaara.ephemeral" },
    ]);
  });
});

describe("a settings file", () => {
  it.each([
    ["a stack's of somebody's own", "config:\n  gaara:appMode: staging\n", { unmarked: true }],
    [
      "one with a key that was set by hand",
      "config:\n  gaara:openaiApiKey:\n    secure: v1:x\n",
      { unmarked: false },
    ],
    ["empty", "", {}],
    ["half written", "config:\n  gaara:ephemeral: {}\n", {}],
  ])("%s", (_, text, facts) => expect(settingsFacts(text)).toEqual(facts));
});
