import { basePath } from "./routes.ts";
import { services } from "./services.ts";
import type { Settings } from "./settings.ts";
import { portTable } from "./ports.ts";

/** Address of the edge on one of its ports, without the scheme's usual port number. */
export function edgeUrl(settings: Settings, scheme: "http" | "https"): string {
  const usual = scheme === "http" ? 80 : 443;
  const port = portTable(services, settings).find(
    ({ publishedBy, inside }) => publishedBy === "nginx" && inside === usual,
  )?.host;
  return `${scheme}://${settings.domain}${port === usual ? "" : `:${port}`}`;
}

/** Whether port 80 leads to HTTPS: by default in production only. */
export const redirectsToHttps = ({ tls, appMode }: Settings): boolean => tls.redirect ?? appMode === "prod";

/** The addresses that a person wants after a deployment. */
export function publicUrls(settings: Settings): Readonly<Record<string, string>> {
  const http = edgeUrl(settings, redirectsToHttps(settings) ? "https" : "http");
  return {
    "Gaara ERP": edgeUrl(settings, "http") + basePath,
    "Gaara ERP (TLS)": edgeUrl(settings, "https") + basePath,
    "Django API": `${http}/erp/api/`,
    "Inventory API": `${http}/erp/inventory/api/`,
    "Machine learning": `${http}/erp/ml/api/`,
    "AI agents": `${http}/erp/ai/api/`,
    Health: `${http}/health`,
  };
}
