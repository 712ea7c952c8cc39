import fc from "fast-check";
import type { Route, RouteTarget } from "../../config/routes.ts";

/** Files in every volume. */
export const files = { "f.txt": "f", "d/g.txt": "g" };

const segment = fc.constantFrom("a", "b", "api", "v1.2", "x-y", "~t", "_p", "A");
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => `/${segments.join("/")}`);
const prefix = fc.oneof(
  { weight: 9, arbitrary: path.map((one) => `${one}/`) },
  { weight: 1, arbitrary: fc.constant("/") },
);
const service = fc.constantFrom("django", "flask", "frontend", "ml", "ai");
const volume = fc.constantFrom("static", "media");

const to = <T extends RouteTarget>(
  paths: fc.Arbitrary<string>,
  target: fc.Arbitrary<T>,
): fc.Arbitrary<Route> => fc.record({ path: paths, to: target });

const route: fc.Arbitrary<Route> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      path: prefix,
      to: fc.record({ kind: fc.constant("service" as const), service, path: prefix }),
      websocket: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: to(path, fc.record({ kind: fc.constant("service" as const), service, path })) },
  {
    weight: 1,
    arbitrary: to(
      prefix,
      fc.record({
        kind: fc.constant("files" as const),
        volume,
        policy: fc.constantFrom("immutable" as const, "untrusted" as const),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: to(
      fc.oneof(path, prefix),
      fc.record({ kind: fc.constant("redirect" as const), location: fc.oneof(path, prefix) }),
    ),
  },
  {
    weight: 1,
    arbitrary: to(
      fc.oneof(path, prefix),
      fc.record({
        kind: fc.constant("reply" as const),
        status: fc.constantFrom(200, 410),
        body: fc.constantFrom("Healthy\n", "gone", "a.b/c: (d)!"),
      }),
    ),
  },
);

/** Route tables without two rows for one path. */
export const table = fc.uniqueArray(route, { minLength: 1, maxLength: 12, selector: (one) => one.path });

const arabic = Buffer.from("فاتورة", "utf8").toString("latin1");
const piece = fc.constantFrom(
  ...[
    "x",
    "f.txt",
    "d",
    "g.txt",
    "a",
    "api",
    "%61pi",
    "A",
    "report..v1",
    "...",
    ".h",
    "%2Eh",
    "a%20b",
    "a%2Fb",
  ],
  ...[
    "%2F",
    "%2F%2F",
    "..%2F",
    "%2e%2E",
    "..",
    ".",
    "",
    "%2e",
    "a%3Fb%23c%25",
    "a+b;c=d",
    "a:b@c",
    "%d8%a7",
    arabic,
  ],
  ...["%zz", "%00", "a\\b", "a|b", "a%0d%0ab", "x#y"],
);
const query = fc.constantFrom("", "", "?", "?a=1", "?a=%2F..&b=//../", "?a?b", `?${arabic}`, "?a#b");

/** A way to write a path differently: some keep its meaning, some do not. */
const spelling = fc.constantFrom<((path: string) => string)[]>(
  (one) => one,
  (one) => one,
  (one) => one,
  (one) => one.replace(/\/$/, ""),
  (one) => `/${one}`,
  (one) => one.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (one) => `/q/..${one}`,
  (one) => `/.${one}`,
  (one) => one.replace(/\/$/, "%2f"),
  (one) => one.toUpperCase(),
  (one) => `${one}x`,
);

/** Makes a request's target for a table: near one of its paths, spelled in some way, with some tail and query. */
export const aim = fc
  .tuple(fc.nat(), spelling, fc.array(piece, { maxLength: 4 }), query)
  .map(([index, spell, tail, question]) => (routes: readonly Route[]) => {
    const near = routes[index % routes.length]?.path ?? "/";
    const spelled = spell(near);
    const start = spelled.startsWith("/") ? spelled : `/${spelled}`;
    const glue = start.endsWith("/") || tail.length === 0 || start.endsWith("%2f") ? "" : "/";
    return `${start}${glue}${tail.join("/")}${question}`;
  });
