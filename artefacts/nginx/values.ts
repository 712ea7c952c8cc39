import { expectation, rules, type ValueRule } from "../../config/values.ts";
import { checked, type Text } from "./text.ts";

/** Rules of values that only nginx's configuration knows. */
export const nginxRules = {
  container: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/,
    allowed: "a container's name of letters, digits, _ . and -",
    example: "gaara-dev-django-1a2b3c4",
  },
  resolver: {
    pattern: /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}(:[1-9]\d{0,4})?$/,
    allowed: "the IPv4 address of a DNS server, with an optional port",
    example: "127.0.0.11",
  },
  /** A place of nginx's own, with a slash at its end. */
  internalPath: {
    pattern: /^\/\.gaara\/([A-Za-z0-9_~-][A-Za-z0-9._~-]*\/)+$/,
    allowed: "a path below /.gaara/ with a slash at its end",
    example: "/.gaara/media/uploads/",
  },
  /** Text of a fixed reply, without anything that nginx reads as syntax or a variable. */
  body: {
    pattern: /^[A-Za-z0-9 .,:!?()_/-]{0,200}\n?$/,
    allowed: "letters, digits, spaces and . , : ! ? ( ) _ / -, with an optional line break at the end",
    example: "Healthy\n",
  },
} as const satisfies Record<string, ValueRule>;

const all = { ...rules, ...nginxRules };

/**
 * The last gate before text: every string that comes from outside this folder passes a rule here, or nothing is
 * rendered.
 *
 * @param where - path of the value, named first in the error
 */
export const value = (where: string, rule: keyof typeof all, found: string): Text =>
  checked(where, found, all[rule].pattern, expectation(all[rule], found));

/** A whole number from `from` to `to`. */
export const number = (where: string, found: number, from: number, to: number): Text =>
  checked(
    where,
    Number.isInteger(found) && found >= from && found <= to ? String(found) : "",
    /^\d+$/,
    `found ${String(found)}, expected a whole number from ${from} to ${to}`,
  );

export const port = (where: string, found: number): Text => number(where, found, 1, 65_535);

/**
 * A prefix without the slash at its end: what follows it begins with one.
 *
 * @param literal - as a regular expression that matches it; of what {@link rules.path} allows, only the dot has a
 * meaning there
 */
export function pathStart(where: string, prefix: string, literal = false): Text {
  const start = prefix.slice(0, -1);
  value(where, "path", prefix);
  return checked(
    where,
    literal ? start.replaceAll(".", "\\.") : start,
    prefix.endsWith("/") ? /^[A-Za-z0-9/_~\\.-]*$/ : /(?!)/,
    `found ${JSON.stringify(prefix)}, expected a slash at its end`,
  );
}
