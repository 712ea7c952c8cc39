import { label } from "../model/labels.ts";

/** Selects parts of the engine by their labels. @default all of them */
export interface Selection {
  readonly stack?: string;
  readonly service?: string;
  readonly role?: string;
  /** Further labels that they must carry, as `name` or `name=value`. */
  readonly labels?: readonly string[];
}

/** The same as the Engine API takes it. */
export function filtersOf({ stack, service, role, labels = [] }: Selection): { filters?: string } {
  const wanted = [
    ...(stack === undefined ? [] : [`${label.stack}=${stack}`]),
    ...(service === undefined ? [] : [`${label.service}=${service}`]),
    ...(role === undefined ? [] : [`${label.role}=${role}`]),
    ...labels,
  ];
  return wanted.length === 0 ? {} : { filters: JSON.stringify({ label: wanted }) };
}
