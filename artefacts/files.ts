import type { StackModel } from "../model/stack-model.ts";
import { publicUrls } from "../model/urls.ts";
import { nginxInput } from "./nginx/edge.ts";
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

/** A file that is made from a stack's model. */
export interface Artefact {
  readonly path: string;
  readonly content: string;
  /** Holds secrets: for its owner's eyes. @default false */
  readonly secret?: boolean;
}

/**
 * Everything that derives from a stack's model, as files. nginx's configuration has the catalogue's host names where a
 * deployment has those of its containers.
 */
export function artefacts(model: StackModel, secrets?: KnownSecrets): readonly Artefact[] {
  const page = (title: string, table: string): string =>
    `# Gaara ERP, stack ${model.stack}: ${title}\n\n${table}`;
  return [
    { path: "nginx.conf", content: nginxText(model) },
    { path: "architecture.mmd", content: diagram(model) },
    { path: "environment.md", content: page("environment", environmentTable(model)) },
    { path: "environment.json", content: json(plainEnvironment(model)) },
    { path: "ports.md", content: page("ports", portsTable(model)) },
    { path: "ports.json", content: json(model.ports) },
    { path: "release.md", content: page("release jobs", releaseTable(model)) },
    { path: "routes.md", content: page("routes", routeTable(model)) },
    { path: "routes.json", content: json(model.routes) },
    { path: "services.md", content: page("services", serviceTable(model)) },
    { path: "urls.md", content: page("addresses", urlTable(model)) },
    { path: "urls.json", content: json(publicUrls(model)) },
    { path: "volumes.md", content: page("volumes", volumeTable(model)) },
    ...Object.values(model.services)
      .filter(({ definition }) => definition.developed === true)
      .map(({ key }) => ({
        path: `develop/${key}.env`,
        content: developmentEnvironment(key, model, secrets),
        secret: true,
      })),
  ];
}

const nginxText = (model: StackModel): string =>
  renderNginx(
    nginxInput(
      model,
      Object.fromEntries(
        Object.entries(model.catalogue)
          .filter(([, { kind }]) => kind === "application")
          .map(([key, { host }]) => [key, [host]]),
      ),
    ),
  );

/** Variable → value per service; of a secret only its key. */
const plainEnvironment = ({ services }: StackModel) =>
  Object.fromEntries(
    Object.entries(services).map(([key, { variables }]) => [
      key,
      Object.fromEntries(
        variables.map((variable) => [
          variable.name,
          "secret" in variable ? { secret: variable.secret } : variable.value,
        ]),
      ),
    ]),
  );

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
