import type { GeneralSettings } from "./general-settings.ts";

/**
 * Hosts that the edge and Django answer for: the domain, the operator's additions and this machine, which health checks
 * use.
 */
export const allowedHosts = (settings: GeneralSettings): readonly string[] => [
  ...new Set([settings.domain, ...settings.allowedHosts, "localhost", "127.0.0.1"]),
];
