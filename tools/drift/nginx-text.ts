import { catalogueOf } from "../../config/catalogue.ts";
import { routes } from "../../config/routes.ts";
import { edgeSettings } from "../../nginx/edge.ts";
import { renderNginx } from "../../nginx/render.ts";
import type { StackReport } from "../stack-report.ts";

/** nginx's configuration as the last update has put it in place. */
export function nginxText({ settings, containers }: Pick<StackReport, "settings" | "containers">): string {
  const catalogue = catalogueOf(settings);
  const applications = Object.entries(catalogue)
    .filter(([, { kind }]) => kind === "application")
    .flatMap(([key]) => (containers[key] === undefined ? [] : [[key, containers[key]] as const]));
  return renderNginx({
    edge: edgeSettings(settings),
    catalogue,
    routes,
    upstreams: Object.fromEntries(applications),
  });
}
