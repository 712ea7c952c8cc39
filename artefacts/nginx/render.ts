import { buildModel } from "./build.ts";
import type { NginxInput } from "./input.ts";
import type { NginxModel } from "./nginx-model.ts";
import { paths } from "./paths.ts";
import { httpDefaults, processDefaults } from "./render-defaults.ts";
import { headerMaps, pathMaps, requestMaps } from "./render-maps.ts";
import { answerHeaders, proxyDefaults, proxyHeaders } from "./render-headers.ts";
import { requestLimits } from "./render-limits.ts";
import { errorPages, problemMaps } from "./render-problems.ts";
import { server, tlsDefaults } from "./render-servers.ts";
import { upstream } from "./render-upstreams.ts";
import { block, conf, lines, type Text } from "./text.ts";
import { number, value } from "./values.ts";

export type { EdgeSettings, NginxInput } from "./input.ts";

const notice = conf`# Generated from the route table. Edits are lost with the next deployment.`;

/** The whole nginx.conf of a stack. */
export const renderNginx = (input: NginxInput): string => renderModel(buildModel(input));

/** The configuration before the first cut-over: nginx says that it is alive and that the rest will come. */
export const renderStarting = (): string =>
  file(
    processDefaults(conf`1`, conf`30s`),
    block(
      conf`http`,
      // The folder may be root's until the first cut-over.
      httpDefaults(conf`/tmp`),
      block(
        conf`server`,
        conf`listen 80 default_server;`,
        conf`default_type text/plain;`,
        block(conf`location = /health`, conf`access_log off;`, conf`return 200 "Healthy\n";`),
        block(
          conf`location /`,
          conf`add_header Retry-After 2 always;`,
          conf`add_header Cache-Control no-store always;`,
          conf`return 503 "Starting. Try again in a moment.\n";`,
        ),
      ),
    ),
  );

export function renderModel(model: NginxModel): string {
  // First of all: an error names the server that has the value, and not a map that was made of it.
  const servers = model.servers.map((one) => server(one, model));
  return file(
    processDefaults(
      number("workers", model.workers, 1, 512),
      value("workerShutdownTimeout", "duration", model.workerShutdownTimeout),
    ),
    block(
      conf`http`,
      httpDefaults(value("temporaryFiles", "path", paths.folder)),
      tlsDefaults,
      proxyDefaults,
      proxyHeaders,
      answerHeaders(model.strictTransport, "files"),
      errorPages,
      requestLimits(model),
      conf`resolver ${value("resolver", "resolver", model.resolver)} valid=1s ipv6=off;`,
      conf`resolver_timeout 2s;`,
      requestMaps(model),
      headerMaps(model),
      problemMaps(model),
      ...pathMaps(model),
      ...model.upstreams.map(upstream),
      ...servers,
    ),
  );
}

const file = (...parts: readonly Text[]): string => `${String(lines(notice, ...parts))}\n`;
