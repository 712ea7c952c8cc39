import type { GeneralSettings } from "./general-settings.ts";
import { publicPathOf } from "./routes.ts";
import type { SecretKey } from "./secrets.ts";
import { services, type ServiceKey } from "./services/index.ts";
import type { VariableOf } from "./services/variables.ts";
import { mapTable, rowOf } from "./tables.ts";

export { allowedHosts } from "./allowed-hosts.ts";

/** A variable of a service with its public paths resolved: a plain value, or a secret. */
export type Variable =
  | {
      readonly name: string;
      readonly plain: (settings: GeneralSettings, stack: string) => string | undefined;
    }
  | { readonly name: string; readonly secret: SecretKey };

const resolved = (variable: VariableOf<SecretKey>): Variable =>
  "pathOf" in variable
    ? { name: variable.name, plain: () => publicPathOf(variable.pathOf).replace(/\/$/, "") }
    : variable;

/** Variables that release jobs have beside those of their service, by service and job. */
const ofJobs: Readonly<Record<ServiceKey, Readonly<Record<string, readonly Variable[]>>>> = mapTable(
  services,
  ({ jobVariables: own = {} }) =>
    mapTable<string, readonly VariableOf<SecretKey>[], readonly Variable[]>(own, (variables) =>
      variables.map(resolved),
    ),
);

/** Variables of one release job beside those of its service. */
export const jobVariables = (key: string, job: string): readonly Variable[] =>
  rowOf(rowOf(ofJobs, key) ?? {}, job) ?? [];

/** Variables of all release jobs of a service beside its own. */
export const allJobVariables = (key: string): readonly Variable[] =>
  Object.values(rowOf<(typeof ofJobs)[ServiceKey]>(ofJobs, key) ?? {}).flat();

/** Every service's variables. */
export const environment: Readonly<Record<ServiceKey, readonly Variable[]>> = mapTable(
  services,
  ({ variables }) => variables.map(resolved),
);
