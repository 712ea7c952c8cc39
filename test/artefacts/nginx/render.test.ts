import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { probePort } from "../../../config/ports.ts";
import { services } from "../../../config/services/index.ts";
import { renderNginx, renderStarting, type NginxInput } from "../../../artefacts/nginx/render.ts";
import { blockOf } from "./block-of.ts";
import { development, production } from "./inputs.ts";

const text = renderNginx(development);

describe("the whole text (where it is meant to differ: npm run unit -- test/artefacts -u)", () => {
  it("is this for a developer's stack", async () => {
    await expect(text).toMatchFileSnapshot("snapshots/development.conf");
  });
  it("is this for a production stack", async () => {
    await expect(renderNginx(production)).toMatchFileSnapshot("snapshots/production.conf");
  });
  it("is this before the first configuration", async () => {
    await expect(renderStarting()).toMatchFileSnapshot("snapshots/starting.conf");
  });
});

describe("the text", () => {
  it("does not depend on the order of anything that comes in", () => {
    const shuffled = <T>(rows: readonly T[]) =>
      fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length });
    fc.assert(
      fc.property(
        shuffled(production.routes),
        shuffled(Object.entries(production.catalogue)),
        shuffled(Object.entries(production.upstreams)),
        shuffled(production.upstreams["django"] ?? []),
        shuffled([...production.edge.serverNames, "a.example", "b.example"]),
        (routes, catalogue, upstreams, django, serverNames) => {
          const input = { ...production, edge: { ...production.edge, serverNames } };
          const sorted = {
            ...input,
            edge: { ...input.edge, serverNames: serverNames.toSorted() },
          };
          expect(
            renderNginx({
              ...input,
              routes,
              catalogue: Object.fromEntries(catalogue),
              upstreams: { ...Object.fromEntries(upstreams), django },
            }),
          ).toBe(renderNginx(sorted));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("has a resolved, shared and kept-alive server for each container", () => {
    expect(blockOf(renderNginx(production), "upstream django")).toBe(
      [
        "zone django 128k;",
        "server gaara-prod-django-a:8000 resolve max_fails=3 fail_timeout=2s;",
        "server gaara-prod-django-b:8000 resolve max_fails=3 fail_timeout=2s;",
        "keepalive 32;",
        "keepalive_timeout 60s;",
      ].join("\n"),
    );
    expect(text).toContain("resolver 127.0.0.11 valid=1s ipv6=off;");
  });

  it("keeps files open only where another content has another name", () => {
    expect(blockOf(text, "location /erp/static/")).toContain("open_file_cache max=1000;");
    expect(text.match(/open_file_cache /g)).toHaveLength(1);
  });

  it("writes its log in pieces that a pipe takes whole", () => {
    const sizes = [...text.matchAll(/^ *access_log \/dev.*$/gm)].map(
      ([line]) => /buffer=(\d+)k /.exec(line)?.[1],
    );
    expect(sizes.map(Number)).toEqual([4]);
  });

  it("passes a websocket upgrade on only where a route asks for it", () => {
    const asking = text
      .match(/location \/\S* \{\n +set \$gaara_websocket 1;/g)
      ?.map((one) => one.split(" ")[1]);
    expect(asking).toEqual(["/erp/", "/"]);
    expect(text.match(/proxy_set_header (Connection|Upgrade) /g)).toHaveLength(2);
  });

  it("never appends to what a client says about itself", () => {
    expect(text).not.toContain("proxy_add_x_forwarded_for");
    expect(text).not.toMatch(/proxy_set_header [^;]*\$http_/);
  });

  it("waits as long as the routes say", () =>
    expect(blockOf(text, "location /erp/ai/api/")).toContain("proxy_read_timeout 300s;"));

  it("streams uploads alone, and limits them in both of their locations on every port", () => {
    expect(text.match(/proxy_request_buffering off;/g)).toHaveLength(2);
    for (const path of ["/erp/api/files/", "/api/files/"])
      for (const head of [`location ${path}`, `location @gaara_buffered:${path}`])
        for (const line of [
          "set $gaara_uploads django;",
          "limit_conn gaara_uploads 3;",
          "limit_conn gaara_clients 256;",
          "client_max_body_size 100M;",
        ])
          expect(blockOf(text, head)).toContain(line);
    expect(blockOf(text, "location @gaara_plain:/erp/api/files/")).not.toContain("client_max_body_size");
  });

  it("has a body limit of its own where a route has one", () => {
    const routes = development.routes.map((route) =>
      route.path === "/erp/ml/api/" ? { ...route, bodyLimit: "1000m" } : route,
    );
    const own = renderNginx({ ...development, routes });
    expect(blockOf(own, "location /erp/ml/api/")).toContain("client_max_body_size 1000m;");
    expect(own.match(/client_max_body_size/g)).toHaveLength(
      1 + (text.match(/client_max_body_size/g)?.length ?? 0),
    );
  });

  it("repeats every answer header where a location has one of its own", () => {
    const common = text.match(/^ {4}add_header .*;$/gm)?.map((line) => line.trim()) ?? [];
    expect(common.length).toBeGreaterThan(3);
    for (const head of ["/erp/static/", "/erp/media/", "/.gaara/media/uploads/", "= /health"])
      for (const header of common)
        expect(blockOf(text, `location ${head}`)).toContain(header.split(" ").slice(0, 2).join(" "));
  });

  it("leads to HTTPS only where it is told to, with the public port", () => {
    expect(text).not.toContain("gaara_to_https");
    const at = (httpsPort: number) =>
      renderNginx({ ...production, edge: { ...production.edge, httpsPort } }).match(
        /return 308 https.*/,
      )?.[0];
    expect(at(443)).toBe("return 308 https://$host$request_uri;");
    expect(at(10_443)).toBe("return 308 https://$host:10443$request_uri;");
    expect(blockOf(renderNginx(production), 'map "$gaara_scheme:$uri" $gaara_to_https')).toContain(
      '"http:/health" 0;',
    );
  });

  it("adds what a reference image's pages need, what no page of another image needs, and nothing to a developer's own", () => {
    const content = (catalogue: NginxInput["catalogue"]) => {
      const whole = renderNginx({ ...development, catalogue });
      return Object.fromEntries(
        ["/erp/", "/erp/api/", "/erp/api/admin/", "/erp/media/"].map((path) => [
          path,
          / \$gaara_(\w+)_permissions_policy /.exec(blockOf(whole, `location ${path}`))?.[1],
        ]),
      );
    };
    const { django, frontend } = services;
    expect(content(services)).toEqual({
      "/erp/": "page",
      "/erp/api/": "api",
      "/erp/api/admin/": "page",
      "/erp/media/": undefined,
    });
    const own = { ...services, django: { ...django, own: true }, frontend: { ...frontend, own: true } };
    expect(content(own)).toMatchObject({
      "/erp/": "own_page",
      "/erp/api/": "api",
      "/erp/api/admin/": "own_page",
    });
    const developed = { ...services, frontend: { ...frontend, developed: true } };
    expect(content(developed)).toMatchObject({ "/erp/": "developed", "/erp/api/admin/": "page" });
    expect(text).not.toContain("unsafe-inline");
  });

  it("believes nobody's X-Forwarded-For unless told so", () => {
    expect(text).not.toContain("set_real_ip_from");
    expect(renderNginx(production)).toContain("set_real_ip_from 10.0.0.0/8;");
    expect(blockOf(renderNginx(production), "geo $realip_remote_addr $gaara_trusted")).toContain(
      "fd00::/8 1;",
    );
  });

  it("expects the PROXY protocol on public ports alone, and not of what asks from inside", () => {
    const behind = renderNginx({ ...production, edge: { ...production.edge, proxyProtocol: true } });
    expect(behind).toContain("real_ip_header proxy_protocol;");
    const listening = behind.match(/listen .*/g) ?? [];
    const [publicDoor, foreign] = [listening.slice(0, 4), listening.slice(-5 - 5)];
    expect(publicDoor).toEqual([
      "listen 80 proxy_protocol;",
      "listen 127.0.0.1:80;",
      "listen 443 ssl proxy_protocol;",
      "listen 127.0.0.1:443 ssl;",
    ]);
    expect(foreign.join()).toContain("listen 80 proxy_protocol default_server;");
    expect(listening.filter((one) => /\b(8000|5001|8099)\b/.test(one)).join()).not.toContain(
      "proxy_protocol",
    );
    expect(text).not.toMatch(/proxy_protocol(?!_)/);
  });

  it("listens on IPv6 where the edge is published on it, and on public ports alone", () => {
    const both = renderNginx({ ...development, edge: { ...development.edge, ipv6: true } });
    const six = both.match(/listen \[::\].*/g) ?? [];
    const [publicDoor, foreign] = [six.slice(0, 2), six.slice(2)];
    expect(publicDoor).toEqual(["listen [::]:80;", "listen [::]:443 ssl;"]);
    expect(foreign).toEqual(["listen [::]:80 default_server;", "listen [::]:443 ssl default_server;"]);
    expect(text).not.toContain("[::]");
  });

  it("writes large bodies to its volume, which may be root's before the first cut-over, and needs no root", () => {
    const written = (of: string) =>
      of.match(/_temp_path (\S+)\/\w+;/g)?.map((one) => one.split(/[ /]/).slice(1, -1));
    expect(written(text)).toEqual(Array.from({ length: 5 }, () => ["", "etc", "nginx", "gaara"]));
    expect(written(renderStarting())).toEqual(Array.from({ length: 5 }, () => ["", "tmp"]));
    expect(text).toMatch(/^pid \/tmp\//m);
    expect(text).not.toMatch(/^user /m);
    expect(text).not.toContain("daemon");
  });

  it("has no TLS before the first configuration, when there may be no certificate", () => {
    expect(renderStarting()).not.toContain("ssl");
    expect(renderStarting().match(/listen .*/g)).toEqual(["listen 80 default_server;"]);
  });

  it("names no port and no host that the catalogue has not", () => {
    const known = new Set(
      Object.values(services).flatMap(({ port, published }) => [
        String(port),
        ...published.map(({ host }) => String(host)),
      ]),
    )
      .add("443")
      .add(String(probePort));
    for (const [, port = ""] of text.matchAll(/(?:listen (?:127\.0\.0\.1:)?|server [\w-]+:)(\d+)/g))
      expect(known).toContain(port);
  });
});
