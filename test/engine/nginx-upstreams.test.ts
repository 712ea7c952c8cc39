import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { cutOver } from "../../engine/nginx/cut-over.ts";
import { buildModel } from "../../artefacts/nginx/build.ts";
import { paths } from "../../artefacts/nginx/paths.ts";
import { renderModel } from "../../artefacts/nginx/render.ts";
import { transition } from "../../artefacts/nginx/transition.ts";
import { development, upstreams } from "../artefacts/nginx/inputs.ts";
import { answering, ask, type Ask } from "./nginx-client.ts";
import { until } from "./nginx-container.ts";
import { engine } from "../../testbed/containers.ts";
import { startEdge, type Edge } from "./nginx-server.ts";

const model = (...django: readonly string[]) =>
  buildModel({ ...development, upstreams: { ...upstreams, django } });
const text = (...django: readonly string[]) => renderModel(model(...django));

/** Only with the containers of one application, whose names another DNS server has. */
const lookedUp = (resolver: string, ...django: readonly string[]) =>
  buildModel({ ...development, edge: { ...development.edge, resolver }, upstreams: { django } });

describe("containers behind the real nginx", () => {
  let edge: Edge;
  const get = (options: Ask = {}) => ask(edge.port(80), "/erp/api/x", options);
  const works = () => until(async () => (await get()).status === 200);

  /** Answers to callers with a connection for each request while something happens, with their counts. */
  async function underLoad(work: () => Promise<void>): Promise<ReadonlyMap<number | string, number>> {
    const results = new Map<number | string, number>();
    const note = (result: number | string) => results.set(result, (results.get(result) ?? 0) + 1);
    let working = true;
    const client = async (method: string) => {
      while (working)
        await get({ method }).then(
          ({ status }) => note(status),
          (error: unknown) => note(String(error)),
        );
    };
    const clients = Array.from({ length: 8 }, (_, index) => client(index % 2 === 0 ? "GET" : "POST"));
    try {
      await work();
    } finally {
      working = false;
      await Promise.all(clients);
    }
    return results;
  }

  /** A version that is served, and the cut-over to the next, whose name DNS does not answer for some seconds. */
  async function nextVersion(name: string, silent: number) {
    const resolver = await edge.resolver({ [name]: silent });
    const before = renderModel(lookedUp(resolver, `before-${name}`));
    const configuration = lookedUp(resolver, name);
    await edge.application(`before-${name}`);
    await edge.application(name);
    await edge.load(before);
    await works();
    return {
      before,
      begin: () =>
        cutOver(engine.container(edge.container.id), { configuration, domain: "localhost", drain: 0 }),
    };
  }

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });

  it("are found again when they come back with another address, without a reload", async () => {
    const first = await edge.application("moving");
    await edge.load(text("moving"));
    await works();
    // Started before the first one goes, so that it cannot have the same address.
    await edge.application("moving");
    await first.remove({ force: true });
    await works();
    await pause(2_500);
    for (let request = 0; request < 20; request += 1) expect((await get()).status).toBe(200);
  });

  it("need not be there when nginx starts, and are found when they come", async () => {
    await edge.load(text("later"));
    expect(await get()).toMatchObject({ status: 502, headers: { "retry-after": "5" } });
    await edge.application("later");
    await works();
  });

  it("share the requests, and what one does not answer another does, if that is safe to repeat", async () => {
    const first = await edge.application("first");
    await edge.application("second");
    await edge.load(text("first", "second"));
    await works();
    await pause(200);
    const loggedAddresses = async () =>
      [...(await edge.logs()).matchAll(/"upstream_address":"([^"]+)"/g)].map(([, address]) => address);
    const earlier = (await loggedAddresses()).length;
    for (let request = 0; request < 20; request += 1) expect((await get()).status).toBe(200);
    expect(new Set((await loggedAddresses()).slice(earlier)).size).toBe(2);

    const headers = answering({ hangUp: "first" });
    const statuses = async (method: string) => {
      const all = [];
      for (let request = 0; request < 6; request += 1) all.push((await get({ method, headers })).status);
      return new Set(all);
    };
    expect(await statuses("GET")).toEqual(new Set([200]));
    // After three failures a container is left alone for two seconds, counted in whole ones.
    await pause(3_100);
    expect(await statuses("POST")).toEqual(new Set([200, 502]));

    await first.remove({ force: true });
    let inARow = 0;
    await until(async () => (inARow = (await get()).status === 200 ? inARow + 1 : 0) >= 20);
  });

  it("are replaced without a failed request, with a new connection for each", async () => {
    await edge.application("old");
    await edge.application("new");
    await edge.load(text("old"));
    await works();
    const results = await underLoad(async () => {
      for (let round = 0; round < 6; round += 1) {
        const [before, after] = round % 2 === 0 ? [model("old"), model("new")] : [model("new"), model("old")];
        const between = transition(before.upstreams, after);
        expect(between).toBeDefined();
        await edge.load(renderModel(between ?? after));
        await edge.load(renderModel(after));
      }
    });
    expect([...results.keys()]).toEqual([200]);
    expect(results.get(200)).toBeGreaterThan(100);
  });

  it("are cut over to only when nginx has had an answer from them, however late DNS knows their names", async () => {
    const { begin } = await nextVersion("slow", 3);
    const results = await underLoad(begin);
    expect([...results.keys()]).toEqual([200]);
    for (let request = 0; request < 20; request += 1) expect((await get()).status).toBe(200);
  });

  it("that nginx can not reach are not cut over to", async () => {
    const { before, begin } = await nextVersion("lost", 900);
    const results = await underLoad(() => expect(begin()).rejects.toThrow(/^nginx does not reach lost, /));
    expect([...results.keys()]).toEqual([200]);
    expect(await edge.shell(`cat ${paths.active}`)).toBe(before);
  });
});
