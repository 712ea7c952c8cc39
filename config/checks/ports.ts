import { portTable } from "../ports.ts";
import type { Problem } from "../problems.ts";
import { duplicates, type Tables } from "./tables.ts";

/** Ports that two services would have, and ports that there are not. */
export function checkPorts({ catalogue, settings }: Tables): readonly Problem[] {
  // Of one family: a port may be published on an address of each.
  const rows = portTable(catalogue, { ...settings, edgeAddress: "0.0.0.0" });
  return [
    ...duplicates(rows, ({ host }) => String(host)).map(([first, second]) => ({
      path: `services.${second.service}.published`,
      message: `port ${second.host} is already published for ${first.service}`,
    })),
    ...duplicates(rows, ({ publishedBy, inside }) => `${publishedBy}:${inside}`).map(([first, second]) => ({
      path: `services.${second.service}.published`,
      message: `${second.publishedBy} already listens on ${second.inside} for ${first.service}`,
    })),
    ...rows
      .filter(({ host }) => host < 1 || host > 65_535)
      .map(({ service, host }) => ({
        path: "gaara:portOffset",
        message: `puts ${service} on port ${host}, expected 65535 at most; choose a smaller offset`,
      })),
  ];
}
