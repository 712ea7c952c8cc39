import { describe, expect, it, onTestFinished } from "vitest";
import { healthOf, type ListedContainer } from "../../../cli/staging/health.ts";
import { noParts } from "../../../cli/staging/engine-parts.ts";
import { lastUp, type FoundStack } from "../../../cli/staging/found.ts";
import { lastUpdateIn, parseHistory } from "../../../cli/deployment/update-history.ts";
import { tableOf } from "../../../cli/staging/list.ts";
import { forgotten } from "../../../cli/staging/forgotten.ts";
import { fakeEngine } from "../../engine/unit/fake-engine.ts";
import { services } from "../../../config/services/index.ts";

const container = (
  service: string,
  State = "running",
  Status = "Up 3 minutes (healthy)",
  role = "serving",
) => ({
  Id: `id-of-${service}`,
  State,
  Status,
  Labels: { "com.gaara.service": service, "com.gaara.role": role },
});
const all: readonly ListedContainer[] = Object.keys(services).map((service) => container(service));

describe("the health of a stack", () => {
  it.each<[string, readonly ListedContainer[]]>([
    ["healthy", all],
    ["healthy", [...all, container("django", "running", "Up 1 second (health: starting)")]],
    ["not healthy: nginx", all.filter(({ Labels }) => Labels["com.gaara.service"] !== "nginx")],
    [
      `not healthy: ${Object.keys(services).join(", ")}`,
      [container("ml", "running", "Up 3 minutes (unhealthy)")],
    ],
    ["nothing runs", []],
    [
      "nothing runs",
      [container("django", "exited", "Exited (0)", "migrate"), container("ai", "created", "Created")],
    ],
  ])("is: %s", async (health, containers) => {
    const fake = await fakeEngine();
    onTestFinished(() => fake.close());
    fake.states = [{ State: { Status: "running", Health: { Status: "starting" } } }];
    expect(await healthOf(fake.engine, containers)).toBe(health);
  });

  it("is healthy where the health command of a service says so that the engine has not asked yet", async () => {
    const fake = await fakeEngine();
    onTestFinished(() => fake.close());
    fake.states = [
      {
        Config: { Healthcheck: { Test: ["CMD", "true"] } },
        State: { Status: "running", Health: { Status: "starting" } },
      },
    ];
    const starting = all.map((one) => ({ ...one, Status: "Up 1 second (health: starting)" }));
    expect(await healthOf(fake.engine, starting)).toBe("healthy");
  });
});

const found = (stack: string, more: Partial<FoundStack>): FoundStack => ({
  stack,
  parts: noParts,
  registration: {},
  settingsFile: false,
  state: undefined,
  foreign: undefined,
  ...more,
});
const day = 86_400_000;
const now = Date.parse("2026-11-24T10:00:00Z");
const registration = { name: "x", owner: "y", created: new Date(now - 9 * day).toISOString(), port: 17_000 };
const parts = {
  ...noParts,
  since: new Date(now - 8 * day),
  until: new Date(now - day),
};

describe("the last time that a stack was brought up", () => {
  it.each<[string, Partial<FoundStack>, number]>([
    ["its state's", { registration, parts, state: { lastUpdate: new Date(now - 5 * day) } }, 5],
    ["that of its youngest part where its state is elsewhere", { registration, parts }, 1],
    [
      "when it was registered, if there was never an update",
      { registration, state: { lastUpdate: undefined } },
      9,
    ],
  ])("is %s", (_, more, days) => expect(now - lastUp(found("s", more)).getTime()).toBe(days * day));

  it("decides what is swept; what tells nothing of its age is", async () => {
    const stacks = [
      found("old", { registration, state: { lastUpdate: new Date(now - 3 * day) } }),
      found("young", { registration, state: { lastUpdate: new Date(now - 3 * day + 1) } }),
      found("unknown", { settingsFile: true }),
    ];
    const updated = () => Promise.resolve(new Date(now - 3 * day + 1));
    const swept = await forgotten(stacks, now, 3 * day, updated);
    expect(swept.map(({ stack }) => stack)).toEqual(["old", "unknown"]);
  });

  it("is not that of a destruction which came to no end", async () => {
    const history = (...kinds: readonly string[]) =>
      JSON.stringify(
        kinds.map((kind, index) => ({
          kind,
          result: "succeeded",
          endTime: new Date(now - index * day).toISOString(),
        })),
      );
    const histories: Readonly<Record<string, string>> = {
      destroyed: history("destroy", "refresh", "destroy", "update"),
      updated: history("destroy", "update"),
      never: history("destroy"),
    };
    const stacks = Object.keys(histories).map((stack) =>
      found(stack, { registration, state: { lastUpdate: new Date(now) } }),
    );
    const asked: string[] = [];
    const swept = await forgotten(
      [
        ...stacks,
        found("made", { parts: { ...parts, until: new Date(now) }, state: { lastUpdate: new Date(now) } }),
      ],
      now,
      3 * day,
      (stack) => {
        asked.push(stack);
        return Promise.resolve(lastUpdateIn(parseHistory(histories[stack] ?? ""))?.ended);
      },
    );
    expect(swept.map(({ stack }) => stack)).toEqual(["destroyed", "never"]);
    expect(asked).toEqual(Object.keys(histories));
  });
});

describe("the table", () => {
  it("says that there are none", () => expect(tableOf([], now)).toBe("There are no ephemeral stacks."));

  it("has age, owner, address and health, and says what nothing tells", () => {
    const text = tableOf(
      [
        {
          name: "feature/x",
          stack: "staging-feature-x-12345678",
          created: new Date(now - 9 * day).toISOString(),
          lastUp: new Date(now - day).toISOString(),
          owner: "Layla",
          url: "http://localhost:17000/erp/",
          health: "healthy",
        },
        {
          name: null,
          stack: "staging-y",
          created: null,
          lastUp: null,
          owner: null,
          url: null,
          health: "nothing runs",
        },
      ],
      now,
    );
    expect(
      text
        .split("\n")
        .filter((line) => line.startsWith("│"))
        .map((line) =>
          line
            .split("│")
            .map((cell) => cell.trim())
            .slice(1, -1),
        ),
    ).toEqual([
      ["name", "stack", "age", "last up", "owner", "address", "health"],
      [
        "feature/x",
        "staging-feature-x-12345678",
        "9 d",
        "1 d",
        "Layla",
        "http://localhost:17000/erp/",
        "healthy",
      ],
      ["unknown", "staging-y", "unknown", "unknown", "unknown", "unknown", "nothing runs"],
    ]);
  });
});
