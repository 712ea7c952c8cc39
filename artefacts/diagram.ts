import { environment } from "../config/environment.ts";
import { routes } from "../config/routes.ts";
import type { SecretKey } from "../config/secrets.ts";
import { services, type ServiceKey } from "../config/services.ts";
import { volumes } from "../config/volumes.ts";

/** The store that a secret opens: whoever is given it, talks to the store. */
const opens: Readonly<Partial<Record<SecretKey, ServiceKey>>> = {
  djangoDatabaseUrl: "postgres",
  flaskDatabaseUrl: "postgres",
  redisUrl: "redis",
};

/** The stack as a Mermaid diagram: routes are arrows from nginx, database and cache addresses arrows to the stores. */
export function diagram(): string {
  const nodes = Object.entries(services).map(
    ([key, { title, host, port }]) => `${key}["${title}<br/>${host}:${port}"]`,
  );
  const routed = routes.flatMap(({ path, to }) => {
    if (to.kind === "service") return [`nginx -->|"${path}"| ${to.service}`];
    if (to.kind === "files") return [`nginx -->|"${path}"| volume-${to.volume}[("${to.volume}")]`];
    return [];
  });
  const stores = Object.entries(environment).flatMap(([key, variables]) =>
    variables.flatMap((variable) => {
      const store = "secret" in variable ? opens[variable.secret] : undefined;
      return store === undefined ? [] : [`${key} --> ${store}`];
    }),
  );
  const mounted = Object.entries(services).flatMap(([key, { mounts, kind }]) =>
    kind === "edge"
      ? []
      : mounts
          .filter(({ volume }) => volumes[volume].kind === "data" || volume === "static")
          .map(({ volume }) => `${key} --- volume-${volume}[("${volume}")]`),
  );
  const lines = ['browser([Browser]) -->|"80, 443"| nginx', ...nodes, ...routed, ...stores, ...mounted];
  return ["flowchart TD", ...lines.map((line) => `  ${line}`), ""].join("\n");
}
