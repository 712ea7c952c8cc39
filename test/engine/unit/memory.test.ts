import { freemem } from "node:os";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine } from "../../../engine/engine.ts";
import { checkMemory } from "../../../engine/memory.ts";
import { resolveStack } from "../../../model/resolve.ts";
import { settingsOf } from "../../components/mocks.ts";
import { fakeEngine, type FakeEngine } from "./fake-engine.ts";

vi.mock("node:os", async (original) => ({ ...(await original<object>()), freemem: vi.fn() }));

/** Its applications may use 2,944 MB. */
const model = resolveStack("dev", settingsOf());

let fake: FakeEngine;
beforeEach(async () => {
  fake = await fakeEngine();
});
afterEach(() => fake.close());

/** The same engine, as if it ran on another machine. */
function remote(): Engine {
  vi.spyOn(fake.engine, "isLocal", "get").mockReturnValue(false);
  return fake.engine;
}

const gigabyte = 1024 ** 3;
const container = (Id: string, service: string, stack = "dev") => ({
  Id,
  Labels: { "com.gaara.stack": stack, "com.gaara.service": service },
});
const using = (usage: number, inactive_file = 0) => ({ memory_stats: { usage, stats: { inactive_file } } });

/** An engine with 4 GB, on which Django of two stacks and PostgreSQL run. */
function running(django: object): void {
  fake.lists = {
    "/info": { MemTotal: 4 * gigabyte },
    "/containers/json": [
      container("d", "django"),
      container("p", "postgres"),
      container("o", "django", "other"),
    ],
    "/containers/d/stats": django,
    "/containers/p/stats": using(gigabyte),
    "/containers/o/stats": using(gigabyte),
  };
}

describe("memory for two versions", () => {
  it("is there when the applications' own use fits once more", async () => {
    running(using(0.8 * gigabyte));
    expect(await checkMemory(remote(), model)).toEqual([]);
  });

  it("does not count what is cached of files", async () => {
    running(using(1.5 * gigabyte, 0.8 * gigabyte));
    expect(await checkMemory(remote(), model)).toEqual([]);
  });

  it("is missed before anything is changed", async () => {
    running(using(1.5 * gigabyte));
    expect(await checkMemory(remote(), model)).toEqual([
      {
        path: "memory",
        message:
          "found 512 MB left on the engine's host, expected 1920 MB or more: an update runs both versions of the applications for a while; stop something else, or set fewer gaara:replicas",
      },
    ]);
  });

  it("is this machine's own where the engine is local", async () => {
    running(using(1.5 * gigabyte));
    vi.mocked(freemem).mockReturnValue(gigabyte);
    expect((await checkMemory(fake.engine, model))[0]?.path).toBe("memory");
  });

  it("is there, and the engine is not asked, where all fits that the applications may use", async () => {
    running(using(1.5 * gigabyte));
    vi.mocked(freemem).mockReturnValue(3 * gigabyte);
    expect(await checkMemory(fake.engine, model)).toEqual([]);
    expect(fake.asked).toEqual([]);
  });

  it("need not be more than the applications may use", async () => {
    running(using(3.9 * gigabyte));
    vi.mocked(freemem).mockReturnValue(gigabyte);
    expect((await checkMemory(fake.engine, model))[0]?.message).toContain("expected 2944 MB or more");
  });

  it("is no question for a first start", async () => {
    fake.lists = { "/containers/json": [container("p", "postgres")] };
    expect(await checkMemory(remote(), model)).toEqual([]);
  });

  it("is not counted of a container that cannot say", async () => {
    running({});
    expect(await checkMemory(remote(), model)).toEqual([]);
  });
});
