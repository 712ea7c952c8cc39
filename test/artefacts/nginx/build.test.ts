import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Route } from "../../../config/routes.ts";
import type { ServiceDefinition } from "../../../config/services/definition.ts";
import { services } from "../../../config/services/index.ts";
import { buildModel, type NginxInput } from "../../../artefacts/nginx/build.ts";
import type { Location, ProxyLocation } from "../../../artefacts/nginx/nginx-model.ts";
import { eight, eightRoutes } from "../../config/eight.ts";
import { development, edge, production, upstreams } from "./inputs.ts";

const ofEight: NginxInput = { ...development, catalogue: eight, routes: eightRoutes };

const publicServer = (input: NginxInput) => {
  const server = buildModel(input).servers.find(({ title }) => title === "public door");
  if (server === undefined) throw new Error("there is no public server");
  return server;
};

const location = (input: NginxInput, path: string, kind: "exact" | "prefix" = "prefix"): Location => {
  const found = publicServer(input).locations.find(({ match }) => match.path === path && match.kind === kind);
  if (found === undefined) throw new Error(`there is no location ${path}`);
  return found;
};

const withRoutes = (...routes: readonly Route[]): NginxInput => ({ ...development, routes });

describe("the model of nginx", () => {
  it("leads every route of the table to its service and the service's port", () => {
    for (const route of development.routes) {
      if (route.to.kind !== "service") continue;
      const found = location(development, route.path) as ProxyLocation;
      expect(found).toMatchObject({
        kind: "proxy",
        upstream: route.to.service,
        path: { kind: "prefix", from: route.path, to: route.to.path },
        websocket: route.websocket ?? false,
        readTimeout: route.readTimeout ?? "60s",
        bodyLimit: route.bodyLimit ?? "1M",
      });
    }
    expect(
      buildModel(ofEight).upstreams.map(({ name, peers }) => [name, ...peers.map(({ port }) => port)]),
    ).toEqual(
      ["ai", "django", "flask", "frontend", "ml"].map((name) => [
        name,
        services[name as keyof typeof services].port,
      ]),
    );
  });

  it("serves files from where the edge mounts their volume", () => {
    expect(location(development, "/erp/static/")).toMatchObject({ kind: "files", root: "/srv/static/" });
    expect(location(development, "/erp/media/")).toMatchObject({
      root: "/srv/media/",
      policy: "untrusted",
    });
  });

  it("leads a prefix without its slash to the prefix, unless a route says otherwise", () => {
    expect(location(development, "/erp/api", "exact")).toMatchObject({
      kind: "redirect",
      location: "/erp/api/",
      status: 308,
    });
    expect(location(development, "/erp", "exact")).toMatchObject({ location: "/erp/", status: 307 });
    const own = withRoutes(
      { path: "/a/", to: { kind: "service", service: "ml", path: "/" } },
      { path: "/a", to: { kind: "service", service: "ai", path: "/b" } },
    );
    expect(location(own, "/a", "exact")).toMatchObject({
      kind: "proxy",
      upstream: "ai",
      path: { kind: "fixed", path: "/b" },
    });
  });

  it("answers only the path itself for a redirect or a reply, also where it ends in a slash", () => {
    expect(location(development, "/", "exact")).toMatchObject({ kind: "redirect", location: "/erp/" });
    expect(location(development, "/")).toMatchObject({ kind: "notFound" });
  });

  it("has no catch-all of its own where the table has one", () => {
    const input = withRoutes({ path: "/", to: { kind: "service", service: "frontend", path: "/" } });
    const { locations } = publicServer(input);
    expect(locations.filter(({ match }) => match.path === "/")).toMatchObject([{ kind: "proxy" }]);
  });

  it("answers for a service that is left out, and still serves the others", () => {
    expect(location(production, "/erp/ai/api/")).toMatchObject({ kind: "unavailable" });
    expect(location(production, "/erp/api/")).toMatchObject({ kind: "proxy" });
    const model = buildModel(production);
    expect(model.upstreams.map(({ name }) => name)).not.toContain("ai");
    const direct = model.servers.find(({ title }) => title === "direct port of ai");
    expect(direct?.locations).toMatchObject([{ kind: "unavailable" }]);
    const none = buildModel({ ...development, upstreams: {} });
    expect(none.upstreams).toEqual([]);
  });

  it("listens on the edge's ports, and on the direct port of every application", () => {
    const listeners = buildModel(ofEight).servers.map(({ title, listeners: own }) => [
      title,
      own.map(({ port, tls }) => `${port}${tls ? " tls" : ""}`),
    ]);
    expect(listeners).toEqual([
      ["public door", ["80", "443 tls"]],
      ["direct port of ai", ["5601"]],
      ["direct port of django", ["8000"]],
      ["direct port of flask", ["5001"]],
      ["direct port of frontend", ["5501"]],
      ["direct port of ml", ["5101"]],
      ["foreign hosts", ["80", "443 tls", "5601", "8000", "5001", "5501", "5101"]],
      ["probes", ["8099"]],
    ]);
  });

  it("is as generous on a direct port as on the most generous route", () => {
    const routes: readonly Route[] = [
      { path: "/a/", to: { kind: "service", service: "ml", path: "/" }, readTimeout: "90s" },
      { path: "/b/", to: { kind: "service", service: "ml", path: "/" }, readTimeout: "2m" },
      { path: "/c/", to: { kind: "service", service: "ml", path: "/" }, websocket: true },
    ];
    const direct = (title: string) =>
      buildModel(withRoutes(...routes)).servers.find((server) => server.title === title)?.locations[0];
    expect(direct("direct port of ml")).toMatchObject({
      path: { kind: "same" },
      readTimeout: "2m",
      websocket: true,
    });
    expect(direct("direct port of django")).toMatchObject({
      readTimeout: "60s",
      websocket: false,
    });
  });

  describe("of uploads", () => {
    const withPaths = (uploads: readonly string[], containers = upstreams): NginxInput => ({
      ...development,
      catalogue: { ...services, django: { ...services.django, uploads } },
      upstreams: containers,
    });
    const direct = (input: NginxInput, path: string) =>
      buildModel(input)
        .servers.find(({ title }) => title === "direct port of django")
        ?.locations.find(({ match }) => match.path === path);

    it("gives their paths the larger limit, on the direct port too, and nothing else", () => {
      const upload = { upstream: "django", bodyLimit: "100M", uploads: 3 };
      expect(location(development, "/erp/api/files/")).toMatchObject({
        ...upload,
        path: { kind: "prefix", from: "/erp/api/", to: "/api/" },
      });
      expect(direct(development, "/api/files/")).toMatchObject({ ...upload, path: { kind: "same" } });
      const larger = buildModel(development).servers.flatMap(({ locations }) =>
        locations.flatMap((one) => (one.kind === "proxy" && one.bodyLimit !== "1M" ? [one.match.path] : [])),
      );
      expect(larger).toEqual(["/erp/api/files/", "/api/files/"]);
    });
    it("leaves the path without its slash to the service, where a redirect would lose the body", () => {
      for (const found of [
        location(development, "/erp/api/files", "exact"),
        direct(development, "/api/files"),
      ]) {
        expect(found).toMatchObject({ kind: "proxy", bodyLimit: "1M" });
        expect(found).not.toHaveProperty("uploads");
      }
    });
    it("takes as many at a time as all containers of the service together", () => {
      const two = { ...upstreams, django: ["a", "b"] };
      const input = withPaths(["/api/files/"], two);
      expect([location(input, "/erp/api/files/"), direct(input, "/api/files/")]).toMatchObject([
        { uploads: 6 },
        { uploads: 6 },
      ]);
    });
    it("takes a single path, and everything below a route", () => {
      expect(location(withPaths(["/api/import"]), "/erp/api/import", "exact")).toMatchObject({ uploads: 3 });
      expect(location(withPaths(["/api/"]), "/erp/api/")).toMatchObject({ uploads: 3, bodyLimit: "100M" });
      expect(direct(withPaths(["/"]), "/")).toMatchObject({ uploads: 3 });
    });
    it("leaves a route of the table as it is", () => {
      const route: Route = { path: "/erp/api/files/", to: { kind: "service", service: "ml", path: "/" } };
      const input = { ...development, routes: [...development.routes, route] };
      expect(location(input, "/erp/api/files/")).toMatchObject({ upstream: "ml", bodyLimit: "1M" });
    });
    it("never takes all threads of a worker of the reference services", () => {
      for (const { context, uploads, uploadsAtOnce = 3 } of Object.values<ServiceDefinition>(services)) {
        if (uploads === undefined) continue;
        const [, threads] =
          /^threads = (\d+)$/m.exec(readFileSync(`${context}/gunicorn.conf.py`, "utf8")) ?? [];
        expect(uploadsAtOnce).toBeLessThan(Number(threads));
      }
    });
  });

  it("knows names of this machine on direct ports alone", () => {
    const names = new Map(buildModel(production).servers.map((server) => [server.title, server.names]));
    expect(names.get("public door")).toEqual(["app.gaara-erp.com", "erp.gaara-erp.com"]);
    expect(names.get("direct port of django")).toEqual([
      "127.0.0.1",
      "app.gaara-erp.com",
      "erp.gaara-erp.com",
      "localhost",
    ]);
    expect(names.get("foreign hosts")).toEqual([]);
  });

  it("tells browsers to stay on HTTPS only where HTTP leads there and the name is no laptop's", () => {
    const strict = (change: Partial<typeof edge>) =>
      buildModel({ ...development, edge: { ...edge, ...change } }).strictTransport;
    expect(strict({})).toBe(false);
    expect(strict({ redirectToHttps: true })).toBe(false);
    expect(strict({ domain: "app.gaara-erp.com" })).toBe(false);
    expect(strict({ domain: "app.gaara-erp.com", redirectToHttps: true })).toBe(true);
  });

  it("has a worker for every core that the edge may use", () => {
    const workers = (cpus: number) => buildModel({ ...development, edge: { ...edge, cpus } }).workers;
    expect([workers(0.25), workers(2), workers(2.5)]).toEqual([1, 2, 3]);
  });

  it("takes a ninth service from the catalogue and the table", () => {
    const catalogue = { ...eight, reports: { ...services.ml, port: 5701, published: [] } };
    const route = { path: "/erp/reports/", to: { kind: "service", service: "reports", path: "/" } };
    const input: NginxInput = {
      ...ofEight,
      catalogue,
      routes: [...eightRoutes, route as Route],
      upstreams: { ...upstreams, reports: ["gaara-dev-reports-1"] },
    };
    expect(location(input, "/erp/reports/")).toMatchObject({ kind: "proxy", upstream: "reports" });
    expect(buildModel(input).upstreams).toContainEqual({
      name: "reports",
      peers: [{ host: "gaara-dev-reports-1", port: 5701, resolve: true }],
    });
  });
});

describe("a service under development", () => {
  const catalogue = {
    ...services,
    django: { ...services.django, developed: true, published: [] },
    frontend: { ...services.frontend, developed: true, published: [] },
  };
  const { django: _, frontend: __, ...containers } = upstreams;
  const model = buildModel({ ...development, catalogue, upstreams: containers });
  const at = (path: string) =>
    model.servers[0]?.locations.find(({ match }) => match.path === path && match.kind === "prefix");

  it("is served by the developer's own server on the engine's host", () => {
    expect(model.upstreams).toContainEqual({
      name: "frontend",
      peers: [{ host: "host.docker.internal", port: 5505, resolve: false }],
    });
    expect(at("/erp/api/")).toMatchObject({ kind: "proxy", upstream: "django" });
    expect(at("/erp/inventory/api/")).toMatchObject({ kind: "proxy", upstream: "flask" });
  });

  it("sees the path that its development server knows", () =>
    expect(at("/erp/")).toMatchObject({ path: { kind: "prefix", from: "/erp/", to: "/erp/" } }));

  it("serves the files that its container would have put into a volume", () => {
    for (const path of ["/erp/static/", "/erp/media/"])
      expect(at(path)).toMatchObject({ kind: "proxy", upstream: "django", path: { kind: "same" } });
  });

  it("has no direct port", () =>
    expect(model.servers.map(({ title }) => title)).not.toContain("direct port of django"));
});
