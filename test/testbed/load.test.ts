import { Agent, createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { startLoad } from "../../testbed/load/load.ts";
import { failures, percentile } from "../../testbed/load/outcome.ts";
import { send } from "../../testbed/load/request.ts";

async function server(answer: RequestListener): Promise<string> {
  const listening = createServer(answer).listen(0, "127.0.0.1");
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  await new Promise((done) => listening.once("listening", done));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/`;
}

const get = (url: string) => send(new Agent({ keepAlive: true }), { url, method: "GET", expected: 200 });

describe("a request of the load", () => {
  it("is fine with the expected status alone, and says when to come back", async () => {
    const url = await server((_, answer) => answer.writeHead(503, { "Retry-After": "5" }).end());
    expect(await get(url)).toMatchObject({ status: 503, retryAfter: "5", failure: "status 503" });
    expect((await get(await server((_, answer) => answer.end("x")))).failure).toBeUndefined();
  });

  it("counts a connection that is lost before or within the answer as failed", async () => {
    const before = await server(({ socket }) => socket.resetAndDestroy());
    const within = await server(({ socket }, answer) => {
      answer.write("half", () => socket.destroy());
    });
    expect((await get(before)).failure).toBe("ECONNRESET");
    expect((await get(within)).failure).toBe("ECONNRESET");
  });

  it("is not sent on a kept connection that the server has closed in the meantime", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const url = await server((request, answer) => {
      answer.end();
      setTimeout(() => request.socket.destroy(), 20);
    });
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await send(agent, { url, method: "POST", expected: 200 })).failure).toBeUndefined();
      await pause(100);
    }
  });

  it("uploads as many bytes as it says, over the time that it says", async () => {
    let received = 0;
    const url = await server((request, answer) => {
      request.on("data", (part: Buffer) => (received += part.length));
      request.on("end", () => answer.end());
    });
    const upload = { bytes: 1_000_003, seconds: 0.5 };
    const outcome = await send(new Agent(), { url, method: "POST", expected: 200, upload });
    expect([outcome.failure, received]).toEqual([undefined, upload.bytes]);
    expect(outcome.milliseconds).toBeGreaterThan(350);
  });
});

describe("the load", () => {
  it("keeps its rate, ends by itself and waits for what is under way", async () => {
    const send = () => pause(200, { at: 0, milliseconds: 200 });
    const load = startLoad([{ kind: "GET", client: "idle", every: 50, send }], 1);
    await pause(1_500);
    const { length } = load.outcomes;
    expect(length).toBeGreaterThan(10);
    expect(length).toBeLessThanOrEqual(20);
    expect(await load.stop()).toHaveLength(length);
  });

  it("has no failures and no percentiles before it has an outcome", () => {
    expect(failures([])).toEqual({});
    expect(percentile([], 0.99)).toBeNaN();
  });
});
