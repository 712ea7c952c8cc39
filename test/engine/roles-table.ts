import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../cli/setup/paths.ts";

/** Callers, from the one that may least to the one that may most. */
export const callers = ["anybody", "viewer", "editor", "administrator"] as const;

export type Caller = (typeof callers)[number];

/** A line of the table in docs/roles.md. */
export interface Right {
  readonly service: string;
  readonly method: string;
  /** As the public door has it, with the service's own placeholders. */
  readonly path: string;
  readonly least: Caller;
}

const line = /^\| (\w+) \| ([A-Z]+) \| `([^`]+)` \| (anybody|viewer|editor|administrator)\b.*\|$/gm;

export const rightsTable = (): readonly Right[] =>
  [...readFileSync(join(projectFolder, "docs/roles.md"), "utf8").matchAll(line)].map(
    ([, service = "", method = "", path = "", least]) => ({ service, method, path, least: least as Caller }),
  );

/** Every method of every route that a service has, as its lines of the table would be. */
export const rightsOf = (
  service: string,
  publicPath: string,
  routes: Readonly<Record<string, Readonly<Record<string, Caller>>>>,
): readonly Right[] =>
  Object.entries(routes).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, least]) => ({
      service,
      method,
      path: `${publicPath}${path.replace(/^\/?api\//, "")}`,
      least,
    })),
  );
