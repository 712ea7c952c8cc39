import { spawnSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { holderOf, outgoingPorts } from "../../../engine/host-ports.ts";
import { outgoingWarning } from "../../../engine/port-check.ts";

/** A server on loopback that ends with the test. */
async function listening(): Promise<number> {
  const server = createServer((socket) => void socket.on("error", () => socket.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A connection from a port that the kernel chooses; it lasts for a while, and then is cut. */
const connected = `
import socket, struct, sys, time
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
print(s.getsockname()[1], flush=True)
time.sleep(float(sys.argv[2]))
`;

async function connection(to: number, seconds: number): Promise<number> {
  const child = spawn("python3", ["-c", connected, String(to), String(seconds)]);
  onTestFinished(() => void child.kill());
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return Number(line.toString());
}

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe("the holder of a port", () => {
  it("is a listener, or nobody", async () => {
    const port = await listening();
    expect(await holderOf(port, "127.0.0.1", 0)).toBe("listener");
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const { port: given } = free.address() as AddressInfo;
    free.close();
    expect(await holderOf(given, "127.0.0.1", 0)).toBe("nobody");
  });

  it.runIf(hasPython)("is a connection of a moment, which is waited for", async () => {
    const server = await listening();
    expect(await holderOf(await connection(server, 20), "127.0.0.1", 300)).toBe("connection");
    expect(await holderOf(await connection(server, 1), "127.0.0.1", 15_000)).toBe("nobody");
  });
});

describe("the ports of outgoing connections", () => {
  const kernel = (reserved: string) =>
    outgoingPorts((name) => (name === "ip_local_port_range" ? "32768\t60999\n" : reserved));
  const ports = [80, 39_080, 39_443, 61_000].map((host) => ({ host }) as never);

  it("are read from the kernel, without those that are kept out", () => {
    expect(kernel("\n")).toEqual({ range: { first: 32_768, last: 60_999 }, reserved: [] });
    expect(kernel("8080,40000-40010\n")?.reserved).toEqual([
      { first: 8080, last: 8080 },
      { first: 40_000, last: 40_010 },
    ]);
    expect(outgoingPorts(() => "")).toBeUndefined();
  });

  it("are warned of, with the command that keeps them free", () => {
    expect(outgoingWarning({ isLocal: true }, { ports }, kernel("39443\n"))).toEqual([
      "gaara:portOffset puts 39080 among the ports that outgoing connections of this machine get (32768 to 60999), so one of them may be taken when a container starts; choose a smaller offset, or keep them free with: sysctl -w net.ipv4.ip_local_reserved_ports=39443,39080",
    ]);
    expect(outgoingWarning({ isLocal: false }, { ports }, kernel(""))).toEqual([]);
    expect(outgoingWarning({ isLocal: true }, { ports }, kernel("39000-39500"))).toEqual([]);
  });
});
