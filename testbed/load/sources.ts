import { Agent } from "node:http";
import type { Client, Kind, Outcome } from "./outcome.ts";
import { send, type Ask } from "./request.ts";
import { converse } from "./websocket.ts";

/** Something that is sent again and again. */
export interface Source {
  readonly kind: Kind;
  readonly client: Client;
  /** Time between two of them, whether or not the last one is answered. @remarks milliseconds */
  readonly every: number;
  readonly send: () => Promise<Omit<Outcome, "kind" | "client">>;
}

export interface Door {
  /** The stack's public address on this machine, with a slash at the end. */
  readonly url: string;
  /** A token that opens the APIs. */
  readonly token: () => string;
}

/** How long the slow request, the upload and the websocket take. @remarks seconds */
export interface Durations {
  readonly slow: number;
  readonly upload: number;
  readonly websocket: number;
}

const megabyte = 1024 * 1024;

/** The requests of the load, to the reference services and to the service that has the front end's place. */
export function asks({ url, token }: Door, { slow, upload }: Durations) {
  let serial = 0;
  const run = Date.now().toString(36);
  const at = (path: string) => new URL(path, url).href;
  const reads = ["inventory/api/products/?per_page=5", "api/modules/"].map(at);
  return {
    get: (): Ask => ({ method: "GET", url: reads[(serial += 1) % reads.length] ?? "", expected: 200 }),
    post: (): Ask => ({
      method: "POST",
      url: at("inventory/api/products/"),
      expected: 201,
      headers: { Authorization: `Bearer ${token()}`, "Content-Type": "application/json" },
      body: Buffer.from(JSON.stringify(product(`LOAD-${run}-${(serial += 1)}`))),
    }),
    slow: (): Ask => ({ method: "GET", url: at(`slow?seconds=${slow}`), expected: 200 }),
    upload: (): Ask => ({
      method: "POST",
      url: at("upload"),
      expected: 200,
      upload: { bytes: 50 * megabyte, seconds: upload },
    }),
  };
}

const product = (sku: string) => ({
  sku,
  name_ar: "منتج تحت الحمل",
  name_en: "Product under load",
  unit: "kg",
  quantity: 1,
  price: "2.50",
});

/** Some 25 requests a second, of which a few last: what two cores can answer beside an update. */
export function sources(door: Door, durations: Durations): readonly Source[] {
  const { get, post, slow, upload } = asks(door, durations);
  const kept = new Agent({ keepAlive: true, maxFreeSockets: 32, scheduling: "fifo" });
  const fresh = new Agent({ keepAlive: false });
  const over = (agent: Agent, ask: () => Ask) => () => send(agent, ask());
  const socket = new URL("socket", door.url.replace(/^http/, "ws")).href;
  // Each has a connection of its own, which idles for 15 s between two requests.
  const idle = Array.from({ length: 16 }, (_, index): Source => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const isPost = index % 4 === 3;
    return {
      kind: isPost ? "POST" : "GET",
      client: "idle",
      every: 15_000,
      send: over(agent, isPost ? post : get),
    };
  });
  return [
    { kind: "GET", client: "keep-alive", every: 100, send: over(kept, get) },
    { kind: "GET", client: "new connection", every: 130, send: over(fresh, get) },
    { kind: "POST", client: "keep-alive", every: 400, send: over(kept, post) },
    { kind: "POST", client: "new connection", every: 500, send: over(fresh, post) },
    { kind: "slow", client: "keep-alive", every: 5_000, send: over(kept, slow) },
    { kind: "slow", client: "new connection", every: 5_000, send: over(fresh, slow) },
    { kind: "upload", client: "new connection", every: 10_000, send: over(fresh, upload) },
    {
      kind: "websocket",
      client: "new connection",
      every: 3_000,
      send: () => converse(socket, durations.websocket),
    },
    ...idle,
  ];
}
