import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { imageNames } from "../../../engine/images/image-sources.ts";
import { interruptions } from "../../../engine/interruptions.ts";
import { resolveStack } from "../../../model/resolve.ts";
import { fakeEngine, type FakeEngine } from "./fake-engine.ts";
import { otherApplications } from "../../config/eight.ts";
import { settingsOf } from "../../components/mocks.ts";

let fake: FakeEngine;
const settings = settingsOf({ portOffset: 100, edgeAddress: "127.0.0.1" });
const names = imageNames(settings);

const bound = (...ports: readonly (readonly [inside: number, host: number])[]) =>
  Object.fromEntries(
    ports.map(([inside, host]) => [`${inside}/tcp`, [{ HostIp: "127.0.0.1", HostPort: String(host) }]]),
  );
const edge = bound(
  [80, 180],
  [443, 543],
  [8000, 8100],
  [5001, 5101],
  [5101, 5201],
  [5501, 5601],
  [5601, 5701],
  ...otherApplications.flatMap(([, { published }]) =>
    published.map(({ host }): [number, number] => [host, host + 100]),
  ),
);

beforeEach(async () => {
  fake = await fakeEngine();
  const container = (Id: string) => ({ Id, Labels: { "com.gaara.service": Id } });
  const lookUp = { DnsOptions: ["ndots:1"], DnsSearch: ["."] };
  fake.lists = {
    "/containers/json": ["nginx", "postgres", "redis", "django"].map(container),
    "/containers/nginx/json": {
      Id: "nginx",
      Image: "sha256:n",
      HostConfig: { PortBindings: edge, ...lookUp },
    },
    "/containers/postgres/json": {
      Id: "postgres",
      Image: "sha256:p",
      HostConfig: { PortBindings: bound([5432, 10602]), Memory: 1024 * mebibyte, ...lookUp },
    },
    "/containers/redis/json": {
      Id: "redis",
      Image: "sha256:r",
      HostConfig: { PortBindings: bound([6379, 6475]), Memory: 512 * mebibyte, ...lookUp },
    },
    [`/images/${names.nginx}/json`]: { Id: "sha256:n" },
    [`/images/${names.postgres}/json`]: { Id: "sha256:p" },
    [`/images/${names.redis}/json`]: { Id: "sha256:r" },
  };
});
afterEach(() => fake.close());

const mebibyte = 1024 * 1024;

const of = (changed = settings) => interruptions(fake.engine, resolveStack("dev", changed));

describe("an update", () => {
  it("interrupts nothing where images and ports stay", async () => expect(await of()).toEqual([]));

  it("says that stores and the edge are replaced to look names up as this program means it", async () => {
    fake.lists["/containers/redis/json"] = {
      Id: "redis",
      Image: "sha256:r",
      HostConfig: { PortBindings: bound([6379, 6475]), Memory: 512 * mebibyte },
    };
    expect(await of()).toEqual([
      "Redis 7 is replaced (it looks names up in another way): callers are answered with 503 until it is back.",
    ]);
  });

  it("says that another memory limit replaces a store, whose settings follow it", async () => {
    const resources = { redis: { memory: "1 GB" }, postgres: { memory: "2 GB" }, nginx: { memory: "1 GB" } };
    const changed = settingsOf({ portOffset: 100, edgeAddress: "127.0.0.1", resources });
    expect([...(await of(changed))].sort()).toEqual([
      "PostgreSQL 15 is replaced (its settings follow another memory limit): callers are answered with 503 until it is back.",
      "Redis 7 is replaced (its settings follow another memory limit): callers are answered with 503 until it is back.",
    ]);
  });

  it("says that other ports interrupt those that publish them", async () =>
    expect([...(await of(settingsOf({ portOffset: 200, edgeAddress: "127.0.0.1" })))].sort()).toEqual([
      "PostgreSQL 15 is replaced (its published ports change): callers are answered with 503 until it is back.",
      "Redis 7 is replaced (its published ports change): callers are answered with 503 until it is back.",
      "nginx, the only public door is replaced (its published ports change): nobody reaches the stack for some seconds.",
    ]));

  it("says that another image interrupts, also one that has yet to be built", async () => {
    fake.lists[`/images/${names.postgres}/json`] = { Id: "sha256:other" };
    expect(await of()).toEqual([
      "PostgreSQL 15 is replaced (its image changes): callers are answered with 503 until it is back.",
    ]);
  });

  it("interrupts nothing where nothing runs", async () => {
    fake.lists = { "/containers/json": [] };
    expect(await of()).toEqual([]);
  });
});
