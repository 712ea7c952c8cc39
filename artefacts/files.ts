import { environment } from "../config/environment.ts";
import { portTable } from "../config/ports.ts";
import { routes } from "../config/routes.ts";
import { catalogueOf } from "../config/catalogue.ts";
import type { Settings } from "../config/settings.ts";
import { publicUrls } from "../model/urls.ts";
import { edgeSettings } from "./nginx/edge.ts";
import { renderNginx } from "./nginx/render.ts";
import { developmentEnvironment, type KnownSecrets } from "./development-environment.ts";
import { diagram } from "./diagram.ts";
import {
  environmentTable,
  portsTable,
  releaseTable,
  routeTable,
  serviceTable,
  urlTable,
  volumeTable,
} from "./tables.ts";

/** A file that is made from the tables and a stack's settings. */
export interface Artefact {
  readonly path: string;
  readonly content: string;
  /** Holds secrets: for its owner's eyes. @default false */
  readonly secret?: boolean;
}

/**
 * Everything that a stack derives from its settings and the tables, as files. In the nginx configuration services have the names of
 * the catalogue; a deployment puts the names of its containers there.
 */
export const artefacts = (stack: string, settings: Settings, secrets?: KnownSecrets): readonly Artefact[] => [
  { path: "nginx.conf", content: nginxText(settings) },
  { path: "architecture.mmd", content: diagram() },
  { path: "environment.md", content: page(stack, "environment", environmentTable(settings)) },
  { path: "environment.json", content: json(plainEnvironment(settings)) },
  { path: "ports.md", content: page(stack, "ports", portsTable(settings)) },
  { path: "ports.json", content: json(portTable(catalogueOf(settings), settings)) },
  { path: "release.md", content: page(stack, "release jobs", releaseTable(settings)) },
  { path: "routes.md", content: page(stack, "routes", routeTable()) },
  { path: "routes.json", content: json(routes) },
  { path: "services.md", content: page(stack, "services", serviceTable(settings)) },
  { path: "urls.md", content: page(stack, "addresses", urlTable(settings)) },
  { path: "urls.json", content: json(publicUrls(settings)) },
  { path: "volumes.md", content: page(stack, "volumes", volumeTable()) },
  ...serviceKeys
    .filter((key) => settings.develop.includes(key))
    .map((key) => ({
      path: `develop/${key}.env`,
      content: developmentEnvironment(key, settings, secrets),
      secret: true,
    })),
];

const serviceKeys = Object.keys(environment).filter(
  (key): key is keyof typeof environment => key in environment,
);

const nginxText = (settings: Settings): string => {
  const catalogue = catalogueOf(settings);
  return renderNginx({
    edge: edgeSettings(settings),
    catalogue,
    routes,
    upstreams: Object.fromEntries(
      Object.entries(catalogue)
        .filter(([, { kind }]) => kind === "application")
        .map(([key, { host }]) => [key, [host]]),
    ),
  });
};

/** Variable → value per service; of a secret only its key. */
const plainEnvironment = (settings: Settings) =>
  Object.fromEntries(
    Object.entries(environment).map(([service, variables]) => [
      service,
      Object.fromEntries(
        variables.map((variable) => [
          variable.name,
          "secret" in variable ? { secret: variable.secret } : variable.plain(settings),
        ]),
      ),
    ]),
  );

const page = (stack: string, title: string, table: string): string =>
  `# Gaara ERP, stack ${stack}: ${title}\n\n${table}`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
