import { isSix } from "../config/ports.ts";
import type { Problem } from "../config/problems.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { Engine } from "./engine.ts";

/** The first version that writes rules for IPv6 (ip6tables) without being told to, and finds subnets by itself. */
const firstVersion = 27;

/**
 * Refuses an edge on IPv6 where the engine leads it through a program of its own: all clients would have one address,
 * in logs and in the limit of log-ins.
 */
export async function checkIpv6(
  engine: Pick<Engine, "version">,
  { settings: { edgeAddress } }: Pick<StackModel, "settings">,
): Promise<readonly Problem[]> {
  if (!isSix(edgeAddress)) return [];
  const version = await engine.version();
  return Number.parseInt(version) >= firstVersion
    ? []
    : [
        {
          path: "gaara:edgeAddress",
          message: `found ${edgeAddress} with an engine ${version}, expected ${firstVersion} or newer for IPv6: this one writes no rules for it (ip6tables), so that every client would have the address of the network's gateway; set an IPv4 address such as 0.0.0.0, or update the engine`,
        },
      ];
}
