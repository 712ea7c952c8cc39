import { describe, expect, it } from "vitest";
import { checkTables, type Tables } from "../../config/checks.ts";
import { routes, type Route } from "../../config/routes.ts";
import type { ServiceDefinition } from "../../config/services/definition.ts";
import { services } from "../../config/services/index.ts";
import { parseSettings, type Settings } from "../../config/settings.ts";
import { eight, eightRoutes } from "./eight.ts";

function settings(raw: Record<string, unknown> = {}): Settings {
  const parsed = parseSettings(raw);
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
}

const registry = { catalogue: services, routes };

/** Tables of the eight: messages list every key, and a ninth service may need one of them. */
const tables = (change: Partial<Tables> = {}): Tables => ({
  catalogue: eight,
  routes: eightRoutes,
  settings: settings(),
  ...change,
});
const messages = (change: Partial<Tables>): readonly string[] =>
  checkTables(tables(change)).map(({ path, message }) => `${path}: ${message}`);
const withService = (
  key: string,
  change: Partial<ServiceDefinition>,
  of: ServiceDefinition = services.ai,
) => ({
  catalogue: { ...eight, [key]: { ...of, ...change } },
});
const withRoute = (route: Route) => ({ routes: [...eightRoutes, route] });

/** The place of the route that `withRoute` adds. */
const added = `routes[${eightRoutes.length}]`;

describe("the tables", () => {
  it("agree with each other as they are", () => expect(checkTables(tables(registry))).toEqual([]));

  it("agree for a production stack with an offset", () =>
    expect(
      checkTables(tables({ ...registry, settings: settings({ appMode: "prod", portOffset: 20_000 }) })),
    ).toEqual([]));

  it("take a ninth service with a route of its own", () => {
    const published = [{ inside: 5701, host: 5701, reach: "loopback", purpose: "reports" }] as const;
    const ninth = { ...services.ai, host: "gaara_reports", port: 5701, published };
    const route = { path: "/erp/reports/", to: { kind: "service", service: "ai", path: "/" } } as const;
    const problems = messages({ catalogue: { ...eight, reports: ninth }, routes: [...eightRoutes, route] });
    expect(problems).toEqual(["services.reports: nothing reaches it: give it a route"]);
  });
});

describe("contradictions", () => {
  it("uploads that no route leads to", () =>
    expect(messages(withService("ai", { uploads: ["/api/files/", "/upload/"] }))).toEqual([
      "services.ai.uploads[1]: found /upload/, expected a path that a route leads to: /api/, or below it",
    ]));

  it("a path that stands twice", () =>
    expect(messages(withRoute({ path: "/erp/api/", to: { kind: "redirect", location: "/" } }))).toEqual([
      "routes (/erp/api/): stands twice; the second one would never be reached",
    ]));

  it("an exact path that shadows the prefix without its slash", () =>
    expect(messages(withRoute({ path: "/erp/api", to: { kind: "reply", status: 200, body: "x" } }))).toEqual([
      "routes (/erp/api): shadows /erp/api/, whose requests without the slash it takes",
    ]));

  it("a route to a service that does not exist", () => {
    const { ai: _, ...catalogue } = eight;
    const index = eightRoutes.findIndex(({ path }) => path === "/erp/ai/api/");
    expect(messages({ catalogue })).toEqual([
      "services.frontend.variables: no such service: ai, expected one of postgres, redis, django, flask, ml, nginx",
      `routes[${index}] (/erp/ai/api/): leads to the service ai, which does not exist; services are postgres, redis, django, flask, frontend, ml, nginx`,
    ]);
  });

  it("a route to a data store", () =>
    expect(
      messages(withRoute({ path: "/db/", to: { kind: "service", service: "postgres", path: "/" } })),
    ).toEqual([
      `${added} (/db/): leads to postgres, which is no application; only applications can be served`,
    ]));

  it("a prefix that is mapped to a path without a slash", () =>
    expect(messages(withRoute({ path: "/x/", to: { kind: "service", service: "ai", path: "/y" } }))).toEqual([
      `${added} (/x/): maps /x/ to /y: either both end in a slash or neither does`,
    ]));

  it("files below a path without a slash", () =>
    expect(
      messages(withRoute({ path: "/files", to: { kind: "files", volume: "media", policy: "untrusted" } })),
    ).toEqual([`${added} (/files): serves files, so its path has to end in a slash`]));

  it.each(["'; bad stuff; #", "/a b/", "/a\n/", "/$x/", "/a}/", "a/", "/../x/", "//"])(
    "a route whose path is %j",
    (path) => {
      const [message = ""] = messages(withRoute({ path, to: { kind: "redirect", location: "/" } }));
      expect(message.startsWith(`${added} `), message).toBe(true);
      expect(message).toMatch(/ .*found .* expected an absolute path/s);
    },
  );

  it("hostile time-outs, sizes and locations of a route", () =>
    expect(
      messages(
        withRoute({
          path: "/x/",
          to: { kind: "redirect", location: "/;}" },
          readTimeout: "60s; bad",
          bodyLimit: "1M}",
        }),
      ).map((line) => line.split(":")[0]),
    ).toEqual([`${added} (/x/).readTimeout`, `${added} (/x/).bodyLimit`, `${added} (/x/).to.location`]));

  it("two services with one DNS name", () =>
    expect(messages(withService("flask", { host: "gaara_django" }, services.flask))).toEqual([
      "services.flask.host: gaara_django is already the name of django; two services cannot share a DNS name",
    ]));

  it("two services on one port of the host, and of nginx", () =>
    expect(messages(withService("flask", { published: services.django.published }, services.flask))).toEqual(
      [
        "services.django.published: port 8000 is already published for flask",
        "services.django.published: nginx already listens on 8000 for flask",
      ].map((line) => line.replace("services.django", "services.flask").replace("for flask", "for django")),
    ));

  it("an offset that leaves the range of ports", () =>
    expect(
      messages({ settings: { ...settings(), portOffset: 60_000 } }).map((line) => line.split(",")[0]),
    ).toContain("gaara:portOffset: puts postgres on port 70502"));

  it("an application that nothing reaches", () =>
    expect(
      messages({ routes: eightRoutes.filter(({ to }) => to.kind !== "service" || to.service !== "ml") }),
    ).toEqual(["services.ml: nothing reaches it: give it a route"]));

  it("a store that publishes nothing is not reached by operators", () =>
    expect(messages(withService("redis", { published: [] }, services.redis))).toEqual([
      "services.redis: nothing reaches it: give it a route",
    ]));

  it("sizes, durations and names that are none", () =>
    expect(
      messages(
        withService("ai", {
          memory: "lots",
          startTimeout: "soon",
          host: "a b",
          stopSeconds: 0,
          probe: { kind: "http", path: "x;" },
        }),
      ).map((line) => line.split(":")[0]),
    ).toEqual([
      "services.ai.host",
      "services.ai.memory",
      "services.ai.startTimeout",
      "services.ai.probe.path",
      "services.ai.stopSeconds",
    ]));

  it("a mount at a relative path", () =>
    expect(messages(withService("ai", { mounts: [{ volume: "media", path: "data" }] }))[0]).toMatch(
      /^services.ai.mounts\[0\].path: found "data"/,
    ));

  it("a private folder that is none, or lies in a volume that nginx does not mount", () => {
    const mounts = [
      { volume: "media", path: "/a", private: ["../"] },
      { volume: "models", path: "/b", private: ["x/"] },
    ] as const;
    expect(messages(withService("ai", { mounts }))).toEqual([
      expect.stringMatching(/^services\.ai\.private\.media: found "\.\.\/", expected a folder/),
      "services.ai.private.models: found folders of a volume that nginx does not mount, expected one of static or media",
    ]);
  });

  it.each([
    ["needs", { needs: ["mongo"] }, "services.ai.needs: no such service: mongo, expected one of postgres, "],
    [
      "buildsOn",
      { buildsOn: { BASE: "alpine" } },
      "services.ai.buildsOn: no such image: alpine, expected one of base, ",
    ],
    [
      "mounts",
      { mounts: [{ volume: "attic" as never, path: "/x" }] },
      "services.ai.mounts[0]: no such volume: attic",
    ],
    [
      "generates",
      { generates: { djangoSecretKey: { length: 64, kind: "key" as const } } },
      "services.ai.generates.djangoSecretKey: is already a secret of services.django; choose another name",
    ],
  ])("a name in %s that stands nowhere, or belongs to another service", (_field, change, message) =>
    expect(messages(withService("ai", change)).join("\n")).toContain(message),
  );

  it.each([
    [
      { login: "operator" },
      "services.ai.redis.login: operator is an account of Redis itself, expected another name",
    ],
    [
      { login: "gaara_flask" },
      "services.ai.redis.login: gaara_flask is already the account of flask; two services cannot share one",
    ],
    [{ prefix: "ai*" }, 'services.ai.redis.prefix: found "ai*", expected lower-case words with a colon'],
    [
      { prefix: "gaara:flask:ai:" },
      "services.ai.redis.prefix: gaara:flask:ai: begins with gaara:flask:, which flask has for itself",
    ],
    [
      { reads: ["gaara:flask:*"] },
      'services.ai.redis.reads: found "gaara:flask:*", expected one key of another',
    ],
    [
      { reads: ["gaara:ai:own"] },
      'services.ai.redis.reads: found "gaara:ai:own", expected one key of another',
    ],
  ])("an account in Redis that is not a service's own: %j", (change, message) => {
    const redis = { ...services.django.redis, login: "gaara_ai", address: "aiRedisUrl", prefix: "gaara:ai:" };
    const own = { password: "aiRedisPassword", ...redis };
    expect(messages(withService("ai", { redis: own }))).toEqual([]);
    expect(messages(withService("ai", { redis: { ...own, ...change } })).join("\n")).toContain(message);
  });

  it("a store of which nobody knows what its replacement interrupts", () => {
    const { interruption: _, ...redis } = services.redis;
    expect(messages({ catalogue: { ...eight, redis } })).toEqual([
      "services.redis.interruption: is missing, expected what callers notice while it is replaced in place",
    ]);
  });

  it("no port that is published on an address of each family", () =>
    expect(messages({ settings: settings({ edgeAddress: "::" }) })).toEqual([]));

  it("the PROXY protocol from nobody", () =>
    expect(messages({ settings: settings({ proxyProtocol: true }) })).toEqual([
      "gaara:proxyProtocol: is on without gaara:trustedProxies, expected the addresses of the proxies there: every client would have the proxy's address",
    ]));

  it("debug pages in production", () =>
    expect(messages({ settings: settings({ appMode: "prod", debug: true }) })).toEqual([
      "gaara:debug: is on in mode prod, expected false: Django's debug pages show settings to anybody",
    ]));
});
