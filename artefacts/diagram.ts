import { rowOf } from "../config/tables.ts";
import type { StackModel } from "../model/stack-model.ts";

/** The stack as a Mermaid diagram: routes are arrows from nginx, database and cache addresses arrows to the stores. */
export function diagram({ catalogue, connections, routes, volumes }: StackModel): string {
  const nodes = Object.entries(catalogue).map(
    ([key, { title, host, port }]) => `${key}["${title}<br/>${host}:${port}"]`,
  );
  const routed = routes.flatMap(({ path, to }) => {
    if (to.kind === "service") return [`nginx -->|"${path}"| ${to.service}`];
    if (to.kind === "files") return [`nginx -->|"${path}"| volume-${to.volume}[("${to.volume}")]`];
    return [];
  });
  const stores = connections.flatMap(({ from, to }) =>
    rowOf<{ readonly kind: string }>(catalogue, to)?.kind === "store" ? [`${from} --> ${to}`] : [],
  );
  const mounted = Object.entries(catalogue).flatMap(([key, { mounts, kind }]) =>
    kind === "edge"
      ? []
      : mounts
          .filter(({ volume }) => volumes[volume].kind === "data" || volume === "static")
          .map(({ volume }) => `${key} --- volume-${volume}[("${volume}")]`),
  );
  const lines = ['browser([Browser]) -->|"80, 443"| nginx', ...nodes, ...routed, ...stores, ...mounted];
  return ["flowchart TD", ...lines.map((line) => `  ${line}`), ""].join("\n");
}
