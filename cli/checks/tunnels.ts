import { forward } from "../../engine/ssh/ssh-forward.ts";
import type { PortRow } from "../../config/ports.ts";
import { freePort } from "./free-port.ts";

/** Ports of this machine that lead to ports of a server's loopback interface, by the server's. */
export type Tunnels = ReadonlyMap<number, number>;

/**
 * Leads what a server publishes on its loopback interface alone to free ports of this machine, as operators reach it themselves.
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
