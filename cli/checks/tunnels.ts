import { forward } from "../../engine/ssh/ssh-forward.ts";
import type { PortRow } from "../../config/ports.ts";
import { freePort } from "./free-port.ts";

/** Forwarded ports of this machine, by the server's own port. */
export type Tunnels = ReadonlyMap<number, number>;

/**
 * Forwards the ports that a server publishes on its loopback interface to free ports of this machine, as operators do
 * by hand.
 *
 * @param host - `ssh://user@server:port`
 */
export async function openTunnels(host: string, rows: readonly PortRow[]): Promise<Tunnels> {
  const remote = rows.filter(({ address }) => address === "127.0.0.1").map((row) => row.host);
  const pairs = await Promise.all(remote.map(async (port) => [port, await freePort()] as const));
  if (pairs.length > 0)
    await forward(
      host,
      pairs.map(([port, local]) => `127.0.0.1:${local}:127.0.0.1:${port}`),
    );
  return new Map(pairs);
}
