import { describe, expect, it } from "vitest";
import type { Route } from "../../../config/routes.ts";
import type { ServiceDefinition } from "../../../config/services/definition.ts";
import { services } from "../../../config/services/index.ts";
import { eight, eightRoutes } from "../../config/eight.ts";
import { renderNginx, type EdgeSettings, type NginxInput } from "../../../artefacts/nginx/render.ts";
import { development, edge, upstreams } from "./inputs.ts";

const hostile = [
  "'; bad stuff; #",
  '"; bad stuff; #',
  "a\nb",
  "/a\n/",
  "a\r\nb",
  "$host",
  "${host}",
  "/$uri/",
  "}",
  "/}/",
  "{",
  ";",
  "a;b",
  "a b",
  "'",
  '"',
  "`",
  "\\",
  "#",
  "a\0",
  "\0",
  "",
  "../etc/passwd",
  "/../",
  "//evil.example/",
  "\u202e",
  "ا",
];

/** Every place where a string comes in, and what an error about it begins with. */
const fields: Readonly<Record<string, readonly [string, (found: string) => NginxInput]>> = {
  "edge.domain": ["nginx.", withEdge((domain) => ({ domain }))],
  "edge.serverNames": ["nginx.", withEdge((name) => ({ serverNames: [name] }))],
  "edge.corsOrigins": ["nginx.corsOrigins: ", withEdge((origin) => ({ corsOrigins: [origin] }))],
  "edge.bodyLimit": ["nginx.location /erp/api/files/: ", withEdge((bodyLimit) => ({ bodyLimit }))],
  "edge.jsonLimit": ["nginx.jsonLimit: ", withEdge((jsonLimit) => ({ jsonLimit }))],
  "edge.trustedProxies": ["nginx.trustedProxies[0]: ", withEdge((proxy) => ({ trustedProxies: [proxy] }))],
  "edge.resolver": ["nginx.resolver: ", withEdge((resolver) => ({ resolver }))],
  "edge.workerShutdownTimeout": [
    "nginx.workerShutdownTimeout: ",
    withEdge((workerShutdownTimeout) => ({ workerShutdownTimeout })),
  ],
  "upstreams.django": [
    "nginx.upstream django: ",
    (found) => ({ ...development, upstreams: { ...upstreams, django: [found] } }),
  ],
  "service key": [
    "nginx.",
    (found) => ({
      ...development,
      catalogue: { ...services, [found]: services.ml },
      upstreams: { ...upstreams, [found]: ["a"] },
    }),
  ],
  "mount path": ["nginx.location /erp/static/: ", withEdgeMount((path) => `/srv/${path}`)],
  "mount.private": [
    "nginx.location /",
    (found) => withService("ml", { mounts: [{ volume: "media", path: "/m", private: [`${found}/`] }] }),
  ],
  "route.path": ["nginx.", withRoute((path) => ({ path, to: { kind: "redirect", location: "/erp/" } }))],
  "route.path (prefix)": [
    "nginx.",
    withRoute((path) => ({ path: `/x/${path}/`, to: { kind: "service", service: "ml", path: "/" } })),
  ],
  "route.to.path": [
    "nginx.location /x",
    withRoute((path) => ({ path: "/x/", to: { kind: "service", service: "ml", path: `/y/${path}/` } })),
  ],
  "route.to.path (exact)": [
    "nginx.location /x",
    withRoute((path) => ({ path: "/x", to: { kind: "service", service: "ml", path } })),
  ],
  "route.to.location": [
    "nginx.location /x: ",
    withRoute((location) => ({ path: "/x", to: { kind: "redirect", location } })),
  ],
  "route.readTimeout": [
    "nginx.location ",
    withRoute((readTimeout) => ({
      path: "/x/",
      to: { kind: "service", service: "ml", path: "/" },
      readTimeout,
    })),
  ],
  "route.bodyLimit": [
    "nginx.location /x/: ",
    withRoute((bodyLimit) => ({
      path: "/x/",
      to: { kind: "service", service: "ml", path: "/" },
      bodyLimit,
    })),
  ],
  "route.to.body": [
    "nginx.location /x: ",
    withRoute((body) => ({ path: "/x", to: { kind: "reply", status: 200, body } })),
  ],
};

/** A reply is plain text: words, and what looks like a path, are no harm in it. */
const harmless = new Set(
  ["", "a b", "../etc/passwd", "/../", "//evil.example/"].map((found) => `route.to.body ${found}`),
);

describe("hostile values", () => {
  for (const [field, [where, input]] of Object.entries(fields))
    it.each(hostile.filter((one) => !harmless.has(`${field} ${one}`)).map((one) => [one]))(
      `${field}: %j is refused, and the error says where`,
      (found) => {
        expect(() => renderNginx(input(found))).toThrow(Error);
        try {
          renderNginx(input(found));
        } catch (error) {
          expect(String(error)).toContain(`Error: ${where}`);
          expect(String(error)).toMatch(/expected .+/s);
        }
      },
    );

  it.each([0, -1, 1.5, NaN, 70_000])("a port of %d is refused", (port) => {
    expect(() => renderNginx(withService("ml", { port }))).toThrow("nginx.upstream ml: ");
    const published = [{ inside: 5101, host: port, reach: "loopback", purpose: "" } as const];
    expect(() => renderNginx(withService("ml", { published }))).toThrow("nginx.server (direct port of ml): ");
    const redirecting = { ...edge, redirectToHttps: true, httpsPort: port };
    expect(() => renderNginx({ ...development, edge: redirecting })).toThrow("nginx.httpsPort: ");
  });
  it.each([0, 99, 600, NaN])("a reply's status of %d is refused", (status) => {
    const input = withRoute(() => ({ path: "/x", to: { kind: "reply", status, body: "" } }))("");
    expect(() => renderNginx(input)).toThrow(
      `nginx.location /x: found ${status}, expected a whole number from 200 to 599`,
    );
  });
  it("a service or a volume that is not there is refused", () => {
    const route = (to: Route["to"]): NginxInput => ({
      ...development,
      catalogue: eight,
      routes: [...eightRoutes, { path: "/x/", to }],
    });
    expect(() => renderNginx(route({ kind: "service", service: "postgres", path: "/" }))).toThrow(
      'routes (/x/): leads to "postgres", expected one of the applications django, flask, frontend, ml, ai',
    );
    expect(() => renderNginx(route({ kind: "service", service: "toString" as never, path: "/" }))).toThrow(
      'routes (/x/): leads to "toString"',
    );
    expect(() => renderNginx(route({ kind: "files", volume: "backups", policy: "untrusted" }))).toThrow(
      "routes (/x/): serves the volume backups, which nginx does not mount; add it to services.nginx.mounts",
    );
  });
  it("needs exactly one edge", () => {
    expect(() => renderNginx({ ...development, catalogue: {}, routes: [] })).toThrow(
      'services: found 0 of kind "edge", expected exactly one',
    );
    expect(() => renderNginx({ ...development, catalogue: { ...services, second: services.nginx } })).toThrow(
      'services: found 2 of kind "edge", expected exactly one',
    );
  });
});

function withEdge(change: (found: string) => Partial<EdgeSettings>) {
  return (found: string): NginxInput => ({ ...development, edge: { ...edge, ...change(found) } });
}

function withRoute(route: (found: string) => Route) {
  return (found: string): NginxInput => ({ ...development, routes: [...development.routes, route(found)] });
}

function withService(key: "ml" | "nginx", change: Partial<ServiceDefinition>): NginxInput {
  return { ...development, catalogue: { ...services, [key]: { ...services[key], ...change } } };
}

function withEdgeMount(path: (found: string) => string) {
  return (found: string) =>
    withService("nginx", {
      mounts: services.nginx.mounts.map((mount) =>
        mount.volume === "static" ? { ...mount, path: path(found) } : mount,
      ),
    });
}
