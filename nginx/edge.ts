import { allowedHosts } from "../config/environment.ts";
import { portTable } from "../config/ports.ts";
import { services } from "../config/services.ts";
import type { Settings } from "../config/settings.ts";
import { redirectsToHttps } from "../config/urls.ts";
import type { EdgeSettings } from "./input.ts";

/** What the edge's text is made of, apart from the tables. */
export const edgeSettings = (settings: Settings): EdgeSettings => ({
  domain: settings.domain,
  serverNames: allowedHosts(settings),
  bodyLimit: settings.bodyLimit,
  redirectToHttps: redirectsToHttps(settings),
  httpsPort:
    portTable(services, settings).find(({ inside, publishedBy }) => publishedBy === "nginx" && inside === 443)
      ?.host ?? 443,
  trustedProxies: [],
  resolver: "127.0.0.11",
  workerShutdownTimeout: "30s",
});
