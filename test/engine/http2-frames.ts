import { connect } from "node:tls";

/** A field as it goes onto the wire: nothing is checked, nothing is lower-cased. */
export type Field = readonly [name: string, value: string];

const types = { data: 0, headers: 1, reset: 3, settings: 4, goAway: 7 } as const;
const flags = { endStream: 1, endHeaders: 4, acknowledged: 1 } as const;

const frame = (type: number, flag: number, stream: number, payload: Buffer): Buffer => {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flag, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
};

/** A literal of less than 127 bytes that is neither indexed nor compressed (RFC 7541, 6.2.2). */
const literal = ([name, value]: Field): Buffer =>
  Buffer.concat([
    Buffer.from([0, name.length]),
    Buffer.from(name, "latin1"),
    Buffer.from([value.length]),
    Buffer.from(value, "latin1"),
  ]);

/** The statuses that have a number of their own in HPACK's static table (RFC 7541, appendix A). */
const statuses: Readonly<Record<number, number>> = { 0x88: 200, 0x8b: 304, 0x8c: 400, 0x8d: 404, 0x8e: 500 };

/**
 * Sends one request on a connection of its own, as no client would make it.
 *
 * @param body - goes into one frame, whatever the fields say about its length. @default none
 * @returns the status, or what else ended the stream
 */
export async function http2(
  port: number,
  fields: readonly Field[],
  body?: string,
): Promise<number | "reset" | "gone"> {
  const { promise, resolve, reject } = Promise.withResolvers<number | "reset" | "gone">();
  const socket = connect({
    host: "127.0.0.1",
    port,
    ALPNProtocols: ["h2"],
    servername: "localhost",
    rejectUnauthorized: false,
    timeout: 5_000,
  });
  let received = Buffer.alloc(0);
  socket.on("secureConnect", () => {
    const end = body === undefined ? flags.endStream : 0;
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    socket.write(frame(types.settings, 0, 0, Buffer.alloc(0)));
    socket.write(frame(types.headers, flags.endHeaders | end, 1, Buffer.concat(fields.map(literal))));
    if (body !== undefined) socket.write(frame(types.data, flags.endStream, 1, Buffer.from(body)));
  });
  socket.on("data", (data: Buffer) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      if (received.length < 9) return;
      const length = received.readUIntBE(0, 3);
      if (received.length < 9 + length) return;
      const [type, flag] = [received.readUInt8(3), received.readUInt8(4)];
      const payload = received.subarray(9, 9 + length);
      received = received.subarray(9 + length);
      if (type === types.settings && flag !== flags.acknowledged)
        socket.write(frame(types.settings, flags.acknowledged, 0, Buffer.alloc(0)));
      if (type === types.headers) resolve(statuses[statusByte(payload)] ?? 0);
      if (type === types.reset) resolve("reset");
      if (type === types.goAway) resolve("gone");
    }
  });
  socket.on("timeout", () => reject(new Error("no answer in 5 s")));
  socket.on("error", reject);
  socket.on("close", () => resolve("gone"));
  return promise.finally(() => socket.destroy());
}

/** The first field of an answer; a change of the table's size may stand before it (RFC 7541, 6.3). */
function statusByte(block: Buffer): number {
  let at = 0;
  while (((block[at] ?? 0) & 0xe0) === 0x20) {
    const isLong = ((block[at] ?? 0) & 0x1f) === 0x1f;
    at += 1;
    if (isLong) while (((block[at++] ?? 0) & 0x80) !== 0);
  }
  return block[at] ?? 0;
}
