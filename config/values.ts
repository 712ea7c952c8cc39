import { z } from "zod";

/**
 * One rule for a kind of value: what it looks like, said in words and shown by examples. Everything that can reach
 * generated text (nginx, SQL, environment) passes one of these rules first, so that a hostile value such as
 * `'; bad stuff; #` is refused where it is set and never has to be escaped later.
 */
export interface ValueRule {
  readonly pattern: RegExp;
  /** The allowed values, as the second half of "expected …". */
  readonly allowed: string;
  readonly example: string;
}

/** One pattern that takes what any of several anchored ones takes. */
const anyOf = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join("|"));

const { ipv4, ipv6, cidrv4, cidrv6 } = z.regexes;

export const rules = {
  /**
   * A host name or an IPv4 address (RFC 1123 labels; underscores excluded because Django refuses them in a Host
   * header).
   */
  host: {
    pattern: /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/,
    allowed: "a lower-case host name of letters, digits, hyphens and dots",
    example: "app.gaara-erp.com",
  },
  /** An origin as browsers send it (RFC 6454): scheme, host, optional port, no path. */
  origin: {
    pattern: /^https?:\/\/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[1-9][0-9]{0,4})?$/,
    allowed: "an origin: http:// or https://, a host, an optional port, no path",
    example: "http://localhost:5505",
  },
  /** A duration as nginx and Go both read it. */
  duration: {
    pattern: /^[1-9][0-9]{0,5}(ms|s|m|h)$/,
    allowed: "a whole number with ms, s, m or h",
    example: "30s",
  },
  /** A size as nginx reads it. */
  nginxSize: { pattern: /^[1-9][0-9]{0,5}[kmKM]$/, allowed: "a whole number with k or M", example: "100M" },
  /**
   * A memory size. Decimal units as in the engine's own documentation are avoided: MB here is 1024 × 1024 bytes, as
   * Docker counts.
   */
  memory: {
    pattern: /^[1-9][0-9]{0,5} (MB|GB)$/,
    allowed: "a whole number, a space, MB or GB",
    example: "512 MB",
  },
  version: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/,
    allowed: "letters, digits, dots, hyphens, at most 64",
    example: "12.0.0",
  },
  /** A stack's name becomes part of container, network and volume names. */
  stack: {
    pattern: /^[a-z][a-z0-9-]{0,39}$/,
    allowed: "a lower-case letter, then letters, digits and hyphens, at most 40",
    example: "dev",
  },
  /** A path of a route: what needs no escaping in a URL, nothing that nginx reads as syntax. */
  path: {
    pattern: /^\/([A-Za-z0-9_~-][A-Za-z0-9._~-]*\/)*([A-Za-z0-9_~-][A-Za-z0-9._~-]*)?$/,
    allowed: "an absolute path of letters, digits, . _ ~ - and single slashes",
    example: "/erp/api/",
  },
  /** A folder of a volume. */
  folder: {
    pattern: /^([A-Za-z0-9_~-][A-Za-z0-9._~-]*\/)+$/,
    allowed: "a folder: names of letters, digits, . _ ~ and -, with a slash after each",
    example: "uploads/",
  },
  identifier: {
    pattern: /^[a-z_][a-z0-9_]{0,62}$/,
    allowed: "lower-case letters, digits and underscores, at most 63",
    example: "gaara_erp_prod",
  },
  /** An image reference (distribution/reference grammar, without exotic cases). */
  image: {
    pattern: /^[a-z0-9]([a-z0-9._:/-]{0,200})(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[a-f0-9]{64})?$/,
    allowed: "an image reference: name, optional tag, optional @sha256 digest",
    example: "registry.example.com/gaara/django@sha256:<64 hex digits>",
  },
  /** A registry that images are pushed to: the front of their names. */
  registry: {
    pattern: /^[a-z0-9][a-z0-9.-]{0,200}(:[1-9][0-9]{0,4})?(\/[a-z0-9][a-z0-9._-]{0,62}){0,4}$/,
    allowed: "a registry's host, an optional port and path, no scheme",
    example: "registry.example.com:5000/erp",
  },
  /** A pattern of keys as Redis' accounts take it; what has a meaning in an account's rules is left out. */
  redisKeys: {
    pattern: /^[A-Za-z0-9_.:/@*?[\]^-]{1,200}$/,
    allowed: "a pattern of Redis' keys: letters, digits, _ . : / @ - and * ? [ ] ^",
    example: "celery*",
  },
  /** The beginning of a service's own keys in Redis. Nothing in it has a meaning in a pattern. */
  redisPrefix: {
    pattern: /^[a-z]+(:[a-z]+)*:$/,
    allowed: "lower-case words with a colon after each",
    example: "gaara:django:",
  },
  /** A folder or file on the operator's machine. */
  file: {
    pattern: /^[^\0\r\n'"`$;{}]{1,1024}$/,
    allowed: "a path without quotes, $, ;, braces or line breaks",
    example: "../gaara_erp",
  },
  url: {
    pattern: /^https?:\/\/[A-Za-z0-9.-]+(:[1-9][0-9]{0,4})?(\/[A-Za-z0-9._~/-]*)?$/,
    allowed: "an http(s) address without user, query or fragment",
    example: "https://mirror.example.com/debian",
  },
  /** Name of a release job; it becomes part of a container's name. */
  job: {
    pattern: /^[a-z][a-z0-9-]{0,30}$/,
    allowed: "a lower-case letter, then letters, digits and hyphens, at most 31",
    example: "migrate",
  },
  /** Numeric, because names are those of the image. Root is refused. */
  user: {
    pattern: /^[1-9][0-9]{0,9}:[0-9]{1,10}$/,
    allowed: "numbers of a user other than root and of a group, with a colon",
    example: "10001:10001",
  },
  /** Django's own rule without spaces (django.contrib.auth.validators.UnicodeUsernameValidator), ASCII only. */
  username: {
    pattern: /^[A-Za-z0-9_.@+-]{1,150}$/,
    allowed: "letters, digits and _ . @ + -, at most 150",
    example: "admin",
  },
  email: {
    pattern: /^[A-Za-z0-9._+-]{1,64}@[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    allowed: "an e-mail address",
    example: "admin@gaara-erp.com",
  },
  region: { pattern: /^[a-z]{2}(-[a-z]+)+-[0-9]$/, allowed: "an AWS region", example: "us-east-1" },
  model: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/,
    allowed: "a model's name of letters, digits, . _ : / -",
    example: "gpt-4",
  },
  /** A network of no bits is everybody: whoever believes it believes every client. */
  network: {
    pattern: new RegExp(`^(?!.*/0$)(?:${anyOf(ipv4, ipv6, cidrv4, cidrv6).source})`),
    allowed: "an IPv4 or IPv6 address or network (CIDR notation), and not all of them (/0)",
    example: "10.0.0.0/8",
  },
  /** In lower case, as engines write them. */
  address: {
    pattern: new RegExp(`^(?!.*[A-F])(?:${anyOf(ipv4, ipv6).source})`),
    allowed: "an IPv4 or IPv6 address of the engine's machine, in lower case",
    example: "127.0.0.1",
  },
} as const satisfies Record<string, ValueRule>;

/** The sentence that an error says about a value that breaks `rule`. */
export const expectation = (rule: ValueRule, found: string): string =>
  `found ${JSON.stringify(found)}, expected ${rule.allowed}, for example ${JSON.stringify(rule.example)}`;

/** A zod string that meets `rule`, with the rule's own words as its error. */
export const text = (rule: ValueRule) =>
  z
    .string({ error: ({ input }) => unquoted(input, `${rule.allowed}, for example`, rule.example) })
    .regex(rule.pattern, { error: (issue) => expectation(rule, String(issue.input)) });

/**
 * The sentence about a value that YAML has turned into something else than text, as it does with `1.10`, `on`, `0x10`
 * and dates (YAML 1.1, 1.2: implicit types); undefined for any other value.
 */
export function unquoted(found: unknown, allowed = "text", example?: string): string | undefined {
  const type = found instanceof Date ? "date" : typeof found;
  if (type !== "number" && type !== "boolean" && type !== "date") return undefined;
  const sample = example === undefined ? "" : ` ${JSON.stringify(example)}`;
  return `found ${JSON.stringify(found)}, which YAML has read as a ${type}, expected ${allowed}${sample}; write it in quotes, as it is meant`;
}

/** Milliseconds of a {@link rules.duration}. */
export function milliseconds(duration: string): number {
  const [, amount = "0", unit = "s"] = /^(\d+)(ms|s|m|h)$/.exec(duration) ?? [];
  return Number(amount) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit as "ms" | "s" | "m" | "h"];
}

/**
 * The duration as Go prints it (`1m0s`): the docker plugin compares durations as Go strings and shows a diff for ever
 * otherwise.
 */
export function goDuration(duration: string): string {
  const all = milliseconds(duration);
  if (all % 1000 !== 0) return all < 1000 ? `${all}ms` : `${all / 1000}s`;
  const [hours, minutes, seconds] = [
    Math.floor(all / 3_600_000),
    Math.floor(all / 60_000) % 60,
    (all / 1000) % 60,
  ];
  return `${hours ? `${hours}h` : ""}${hours || minutes ? `${minutes}m` : ""}${seconds}s`;
}

/** Mebibytes of a {@link rules.memory}. */
export function mebibytes(memory: string): number {
  const [amount = "0", unit] = memory.split(" ");
  return Number(amount) * (unit === "GB" ? 1024 : 1);
}

/** Bytes of a {@link rules.memory}. */
export const bytes = (memory: string): number => mebibytes(memory) * 1024 * 1024;
