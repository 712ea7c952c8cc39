import { catalogueOf } from "../config/catalogue.ts";
import { portTable } from "../config/ports.ts";
import { basePath } from "../config/routes.ts";
import type { Settings } from "../config/settings.ts";

const usualPorts = { http: 80, https: 443 } as const;

/** The edge's port on the engine's host; none for HTTPS where only `edgePort` is published. */
export const edgePortOf = (settings: Settings, scheme: "http" | "https"): number | undefined =>
  portTable(catalogueOf(settings), settings).find(
    ({ publishedBy, inside }) => publishedBy === "nginx" && inside === usualPorts[scheme],
  )?.host;

/** Address of the edge on one of its ports, without the scheme's usual port number. */
export function edgeUrl(settings: Settings, scheme: "http" | "https"): string {
  const usual = usualPorts[scheme];
  const port = edgePortOf(settings, scheme) ?? usual;
  return `${scheme}://${settings.domain}${port === usual ? "" : `:${port}`}`;
}

/** Whether port 80 leads to HTTPS: by default in production only. */
export const redirectsToHttps = ({ tls, appMode }: Settings): boolean => tls.redirect ?? appMode === "prod";

/** The addresses that a person wants after a deployment. */
export function publicUrls(settings: Settings): Readonly<Record<string, string>> {
  const http = edgeUrl(settings, redirectsToHttps(settings) ? "https" : "http");
  return {
    "Gaara ERP": edgeUrl(settings, "http") + basePath,
    ...(edgePortOf(settings, "https") === undefined
      ? {}
      : { "Gaara ERP (TLS)": edgeUrl(settings, "https") + basePath }),
    "Django API": `${http}/erp/api/`,
    "Inventory API": `${http}/erp/inventory/api/`,
    "Machine learning": `${http}/erp/ml/api/`,
    "AI agents": `${http}/erp/ai/api/`,
    Health: `${http}/health`,
  };
}
