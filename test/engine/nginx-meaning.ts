import type { Route } from "../../config/routes.ts";
import { services } from "../../config/services/index.ts";

/** The right outcome of a request, said without nginx. */
export type Meaning =
  | { readonly kind: "upstream"; readonly port: number; readonly target: string }
  | { readonly kind: "answer"; readonly status: number; readonly body?: string; readonly location?: string };

const legal = /^[A-Za-z0-9/._~!$&'()*+,;=:@%\x80-\xff-]*$/;

/**
 * The table's answer to a request: the longest path wins, an exact one before a prefix.
 *
 * @param target - path and query as they are sent, one character a byte
 * @param files - what stands in every volume: path to content
 */
export function meaning(
  routes: readonly Route[],
  files: Readonly<Record<string, string>>,
  target: string,
): Meaning {
  const [, raw = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(target) ?? [];
  const path = normalised(raw);
  if (path === undefined) return { kind: "answer", status: 400 };
  const own = routes.find((route) => !isPrefix(route) && route.path === path);
  const prefixes = routes.filter(isPrefix).sort((a, b) => b.path.length - a.path.length);
  const bare = prefixes.find((route) => route.path === `${path}/`);
  const route = own ?? bare ?? prefixes.find((candidate) => path.startsWith(candidate.path));
  const given = query === "?" ? "" : query;
  if (route === undefined) return { kind: "answer", status: 404 };
  if (route === bare) return { kind: "answer", status: 308, location: route.path + given };
  const { to } = route;
  switch (to.kind) {
    case "redirect":
      return { kind: "answer", status: 307, location: to.location + given };
    case "reply":
      return { kind: "answer", status: to.status, body: to.body };
    case "files": {
      const name = path.slice(route.path.length);
      const body = Object.hasOwn(files, name) ? files[name] : undefined;
      return body === undefined ? { kind: "answer", status: 404 } : { kind: "answer", status: 200, body };
    }
    case "service": {
      const { port } = services[to.service];
      if (!isPrefix(route)) return { kind: "upstream", port, target: to.path + given };
      const asSent = isUnambiguous(raw) && fragment === "" && raw.startsWith(route.path);
      const rest = asSent
        ? raw.slice(route.path.length) + query
        : encoded(path.slice(route.path.length)) + given;
      return { kind: "upstream", port, target: to.path + rest };
    }
    default:
      return to satisfies never;
  }
}

const isPrefix = ({ path, to }: Route): boolean =>
  path.endsWith("/") && (to.kind === "service" || to.kind === "files");

/** RFC 3986, 5.2.4 on decoded segments, empty ones merged; nothing where it would leave the root or is no path. */
function normalised(raw: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})|%00/.test(raw)) return undefined;
  const segments = decoded(raw).slice(1).split("/");
  const kept: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === "..") {
      if (kept.pop() === undefined) return undefined;
    } else if (segment !== "." && segment !== "") kept.push(segment);
    if (last && ["", ".", ".."].includes(segment)) kept.push("");
  }
  return `/${kept.join("/")}`;
}

const decoded = (raw: string): string =>
  raw.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Nothing in it that two programs may read differently. */
const isUnambiguous = (raw: string): boolean =>
  legal.test(raw) &&
  !raw.includes("//") &&
  !decoded(raw)
    .split("/")
    .some((segment) => segment === "." || segment === "..");

const encoded = (path: string): string =>
  path.replace(
    /[^A-Za-z0-9/._~!$&'()*+,;=:@-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
