import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, logIn } from "../../testbed/api.ts";
import { writeSettings } from "../../testbed/clone.ts";
import { data, surviveEngineKill, surviveKill, surviveKillBeforeStart } from "../../testbed/kills.ts";
import { ownEngine, type Part } from "../../testbed/processes.ts";
import { clone, must, startedStack, up } from "../../testbed/stack.ts";

let before: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  const report = await startedStack();
  const { access: token } = await logIn(report);
  const body = new FormData();
  body.append("file", new Blob(["kept through every kill"]), "kept.txt");
  const made = await call(report, "api/files/", { method: "POST", token, body });
  const { id } = (await made.json()) as { id: number };
  remove = async () => {
    const { access } = await logIn(report);
    await call(report, `api/files/${id}/`, { method: "DELETE", token: access });
  };
  before = await data();
});

afterAll(async () => {
  await remove();
  writeSettings(clone());
  await must(up());
});

/** GAARA_KILLS=30 makes it as many; the moments are random then. */
const kills = Number(process.env.GAARA_KILLS ?? 3);
const parts: readonly Part[] = ["pulumi", "plugin", "program"];

describe("an update of which a part is killed", () => {
  const rounds = Array.from({ length: kills }, (_, round) => ({
    round,
    part: parts[round % parts.length] ?? "pulumi",
    delay: kills === 3 ? 2500 : Math.round(Math.random() * 9000),
  }));

  it.each(rounds)("$part after $delay ms: the next one converges", async ({ round, part, delay }) => {
    await surviveKill(round, part, delay);
    expect(await data()).toBe(before);
  });

  it("between the creation of a container and its start: the next one starts it", async () => {
    await surviveKillBeforeStart();
    expect(await data()).toBe(before);
  });
});

// Where a service manager or somebody else started the engine, it is not the tests' to kill.
describe.skipIf(ownEngine() === undefined)("an update during which the Docker engine is killed", () => {
  it("is brought to its end by the next one, with everything that was stored", async () => {
    await surviveEngineKill(ownEngine() ?? -1, 6000);
    expect(await data()).toBe(before);
  });
});
