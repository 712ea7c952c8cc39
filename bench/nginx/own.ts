import { nginxInput } from "../../artefacts/nginx/edge.ts";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { parseStack } from "../../config/parse-stack.ts";
import { ConfigurationError } from "../../config/problems.ts";
import type { Settings } from "../../config/settings.ts";
import { resolveStack } from "../../model/resolve.ts";
import { places } from "./places.ts";

/**
 * Settings of a stack in mode prod, with one processor for nginx and therefore one worker.
 *
 * @param redirect - plain HTTP leads to HTTPS, as it does by default there
 */
export function prodSettings(redirect: boolean): Settings {
  const values = {
    appMode: "prod",
    domain: places.domain,
    tls: { redirect },
    resources: { nginx: { cpus: 1 } },
  };
  const parsed = parseStack(
    "prod",
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { secret: false, value }])),
  );
  if ("problems" in parsed) throw new ConfigurationError(parsed.problems);
  return parsed.settings;
}

/**
 * The text that the program renders for a stack in mode prod whose only application with a container is Django, which
 * is the benchmark's upstream.
 *
 * @param redirect - plain HTTP leads to HTTPS; without, as behind a load balancer that ends TLS, it is served too
 */
export const ownText = (redirect: boolean): string =>
  renderNginx(nginxInput(resolveStack("prod", prodSettings(redirect)), { django: [places.upstream] }));
