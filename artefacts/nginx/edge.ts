import { allowedHosts } from "../../config/environment.ts";
import { isSix } from "../../config/ports.ts";
import { services } from "../../config/services/index.ts";
import { redirectsToHttps, type Settings } from "../../config/settings.ts";
import type { StackModel } from "../../model/stack-model.ts";
import { edgePortOf } from "../../model/urls.ts";
import type { EdgeSettings, NginxInput } from "./input.ts";

/**
 * Grace time for requests of nginx's old workers before replaced containers are told to stop. Idle connections of
 * clients end sooner, after `keepalive_min_timeout`. @remarks seconds
 */
export const drainSeconds = ({ appMode }: Settings): number => (appMode === "dev" ? 0 : 30);

/**
 * Lifetime of an old worker. Longer than the drain and the stop of a replaced container together, so that the container
 * itself finishes its long requests and closes its websockets, instead of nginx cutting them. @remarks seconds
 */
const workerSeconds =
  30 +
  Math.max(
    ...Object.values(services).map(({ kind, stopSeconds }) => (kind === "application" ? stopSeconds : 0)),
  ) +
  5;

/**
 * Everything that nginx's text of a stack is made of.
 *
 * @param upstreams - DNS names of the containers that serve now, by application; by default without their random
 * suffixes
 */
export const nginxInput = (
  model: StackModel,
  upstreams: NginxInput["upstreams"] = model.upstreams,
): NginxInput => ({
  edge: edgeSettings(model),
  catalogue: model.catalogue,
  routes: model.routes,
  upstreams,
});

const edgeSettings = ({ services: resolved, settings, ports }: StackModel): EdgeSettings => ({
  domain: settings.domain,
  serverNames: allowedHosts(settings),
  corsOrigins: settings.corsOrigins,
  bodyLimit: settings.bodyLimit,
  jsonLimit: settings.jsonLimit,
  addressLimit: settings.addressLimit,
  cpus: resolved.nginx.limits.cpus,
  redirectToHttps: redirectsToHttps(settings),
  httpsPort: edgePortOf({ ports }, "https") ?? 443,
  trustedProxies: settings.trustedProxies,
  proxyProtocol: settings.proxyProtocol,
  ipv6: isSix(settings.edgeAddress),
  resolver: "127.0.0.11",
  workerShutdownTimeout: `${workerSeconds}s`,
});
