import { request } from "node:https";
import { buffer } from "node:stream/consumers";
import type { IncomingMessage } from "node:http";
import type Docker from "dockerode";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { portOffset, stackName, writeSettings } from "../../testbed/clone.ts";
import { containerOf, docker } from "../../testbed/containers.ts";
import { clone, must, startedStack, up } from "../../testbed/stack.ts";

/** Ports of this machine: the proxy's own, and the edge's that it leads to. */
const [own, edge] = [portOffset + 9443, portOffset + 80];
let report: StackReport;
let proxy: Docker.Container;

/** An nginx on this machine that ends TLS. */
async function startProxy(): Promise<Docker.Container> {
  const { Image } = await containerOf(report, "nginx").inspect();
  const text = `
    pid /tmp/front.pid; error_log stderr; events {}
    http {
      access_log off; client_body_temp_path /tmp/body; proxy_temp_path /tmp/proxy;
      fastcgi_temp_path /tmp/a; uwsgi_temp_path /tmp/b; scgi_temp_path /tmp/c;
      server {
        listen 127.0.0.1:${own} ssl;
        ssl_certificate /tmp/cert.pem; ssl_certificate_key /tmp/key.pem;
        location / {
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_pass http://127.0.0.1:${edge};
        }
      }
    }`;
  const script =
    "cd /tmp && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem 2>/dev/null" +
    ' && echo "$FRONT" > front.conf && exec timeout 600 nginx -c /tmp/front.conf -g "daemon off;"';
  const container = await docker.createContainer({
    Image,
    Cmd: ["sh", "-c", script],
    User: "101:101",
    Env: [`FRONT=${text}`],
    HostConfig: { NetworkMode: "host", CapDrop: ["ALL"] },
  });
  await container.start();
  return container;
}

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Address of this machine that the client has. @default "127.0.0.1" */
  readonly from?: string;
}

/** A request of a browser to the proxy. */
async function ask(path: string, { method = "GET", headers = {}, body, from = "127.0.0.1" }: Ask = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const place = { host: "127.0.0.1", port: own, path, localAddress: from, agent: false };
  request({ ...place, method, headers: { Host: `localhost:${own}`, ...headers }, rejectUnauthorized: false })
    .on("response", resolve)
    .on("error", reject)
    .end(body);
  const response = await promise;
  return { status: response.statusCode, headers: response.headers, body: String(await buffer(response)) };
}

beforeAll(async () => {
  report = await startedStack();
  proxy = await startProxy();
  const { IPAM } = await docker.getNetwork(`gaara-${stackName}-network`).inspect();
  // As nginx sees whoever comes over this machine's loopback.
  const gateway = IPAM?.Config?.[0]?.Gateway ?? "";
  const before = containerOf(report, "nginx").id;
  writeSettings(clone(), { "gaara:trustedProxies": [gateway] });
  await must(up());
  expect(containerOf(await startedStack(), "nginx").id).toBe(before);
  await vi.waitFor(async () => expect((await ask("/health")).status).toBe(200), { timeout: 20_000 });
});

afterAll(async () => {
  await proxy.remove({ force: true });
  writeSettings(clone());
  await must(up());
});

it("logs a person in to the admin behind a proxy that ends TLS", async () => {
  const path = "/erp/api/admin/login/";
  const page = await ask(path);
  const [, token = ""] = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(page.body) ?? [];
  const cookie = page.headers["set-cookie"]?.map((one) => one.split(";")[0]).join("; ") ?? "";
  const { username, password } = report.superuser;
  const answer = await ask(path, {
    method: "POST",
    headers: {
      Cookie: cookie,
      Origin: `https://localhost:${own}`,
      Referer: `https://localhost:${own}${path}`,
      "Content-Type": "application/x-www-form-urlencoded",
    },
    body: String(
      new URLSearchParams({ username, password, csrfmiddlewaretoken: token, next: "/erp/api/admin/" }),
    ),
  });
  expect([answer.status, answer.headers.location]).toEqual([302, "/erp/api/admin/"]);
});

it("counts wrong passwords for each client, whatever it says about itself", async () => {
  const wrong = (from: string, said: string) =>
    ask("/erp/api/token/", {
      method: "POST",
      from,
      headers: { "Content-Type": "application/json", "X-Forwarded-For": said },
      body: JSON.stringify({ username: "somebody", password: "wrong" }),
    }).then(({ status }) => status);
  const statuses = [];
  for (let attempt = 0; attempt < 11; attempt += 1)
    statuses.push(await wrong("127.0.0.2", `203.0.113.${attempt}`));
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  expect(await wrong("127.0.0.3", "127.0.0.2")).toBe(401);
});
