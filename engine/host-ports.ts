import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** The kinds of holders that a port of this machine has; an outgoing connection gives it back by itself. */
export type Holder = "nobody" | "listener" | "connection";

/** How long a connection may keep a port that the stack wants. @remarks milliseconds */
const patience = 5_000;

/**
 * Finds out what has a port. A connection that goes out by chance from this port is waited for, as it seldom lasts.
 *
 * @param limit - how long to wait for a connection, in milliseconds @default 5 s
 */
export async function holderOf(port: number, address: string, limit = patience): Promise<Holder> {
  for (const start = Date.now(); ;) {
    if (!(await isTaken(port, address))) return "nobody";
    if (isListenedOn(port)) return "listener";
    if (Date.now() - start > limit) return "connection";
    await pause(200);
  }
}

/** Tries whether an address is taken. Missing permission is no answer: the engine may have it. */
async function isTaken(port: number, address: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, address);
    await once(server, "listening");
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  } finally {
    server.close();
  }
}

/** The kernel's tables of sockets; there are none but on Linux. */
const tables = ["/proc/net/tcp", "/proc/net/tcp6"];

/** A line of them: number, local address and port, the other end's, and the state, of which 0A is LISTEN. */
const socket = /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) \S+ ([0-9A-F]{2})/gm;

/** True where a program waits for callers on the port; where nobody can say, that is the likeliest. */
function isListenedOn(port: number): boolean {
  const found = tables.filter((path) => existsSync(path));
  return (
    found.length === 0 ||
    found.some((path) =>
      [...readFileSync(path, "utf8").matchAll(socket)].some(
        ([, local = "", state]) => state === "0A" && Number.parseInt(local, 16) === port,
      ),
    )
  );
}

/** Ports that the kernel gives to outgoing connections, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** The kernel's range for outgoing connections, and the ports in it that somebody has kept out of it. */
export function outgoingPorts(
  read: (name: string) => string = kernelSetting,
): { readonly range: PortRange; readonly reserved: readonly PortRange[] } | undefined {
  const [first, last] = read("ip_local_port_range").trim().split(/\s+/).map(Number);
  if (first === undefined || last === undefined || Number.isNaN(first)) return undefined;
  const reserved = read("ip_local_reserved_ports")
    .trim()
    .split(",")
    .filter((part) => part !== "")
    .map((part) => part.split("-").map(Number))
    .map(([from = 0, to = from]) => ({ first: from, last: to }));
  return { range: { first, last }, reserved };
}

function kernelSetting(name: string): string {
  try {
    return readFileSync(`/proc/sys/net/ipv4/${name}`, "utf8");
  } catch {
    return "";
  }
}
