import type { PortRow } from "../config/ports.ts";
import { basePath, publicPathOf } from "../config/routes.ts";
import type { ServiceDefinition } from "../config/services/definition.ts";
import { services } from "../config/services/index.ts";
import { redirectsToHttps, type Settings } from "../config/settings.ts";

/** The parts of a model that addresses are made of. */
interface Addressed {
  readonly settings: Settings;
  readonly ports: readonly PortRow[];
}

const usualPorts = { http: 80, https: 443 } as const;

/** The edge's port on the engine's host; undefined for HTTPS where only `edgePort` is published. */
export const edgePortOf = (
  { ports }: Pick<Addressed, "ports">,
  scheme: "http" | "https",
): number | undefined =>
  ports.find(({ publishedBy, inside }) => publishedBy === "nginx" && inside === usualPorts[scheme])?.host;

/** Address of the edge on one of its ports, without the scheme's usual port number. */
export function edgeUrl(model: Addressed, scheme: "http" | "https"): string {
  const usual = usualPorts[scheme];
  const port = edgePortOf(model, scheme) ?? usual;
  return `${scheme}://${model.settings.domain}${port === usual ? "" : `:${port}`}`;
}

/** Addresses that people want after a deployment, by name. */
export function publicUrls(model: Addressed): Readonly<Record<string, string>> {
  const http = edgeUrl(model, redirectsToHttps(model.settings) ? "https" : "http");
  return {
    "Gaara ERP": edgeUrl(model, "http") + basePath,
    ...(edgePortOf(model, "https") === undefined
      ? {}
      : { "Gaara ERP (TLS)": edgeUrl(model, "https") + basePath }),
    ...Object.fromEntries(
      Object.entries<ServiceDefinition>(services)
        .filter(([, { kind }]) => kind === "application")
        .map(([key, { addressTitle, title }]) => [addressTitle ?? title, publicPathOf(key)] as const)
        // The front end's is that of the whole.
        .filter(([, path]) => path !== basePath)
        .map(([title, path]) => [title, http + path]),
    ),
    Health: `${http}/health`,
  };
}
