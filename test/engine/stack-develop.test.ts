import { once } from "node:events";
import { readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { join } from "node:path";
import { parseEnv } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call } from "../../testbed/api.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { docker } from "../../testbed/containers.ts";
import { verified } from "../../testbed/expectations.ts";
import { clone, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

let report: StackReport;
const servers: Server[] = [];
const develop = ["django", "frontend"];

beforeAll(async () => {
  await startedStack();
  const host = await gateway();
  for (const port of [8000, 5505]) servers.push(await developersServer(host, port));
  writeSettings(clone(), { "gaara:develop": develop });
  await must(up());
  report = await stackReport();
});

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  writeSettings(clone());
  await must(up());
  expect(await verified()).toBe(0);
});

/** The engine's host as its containers see it: nobody but them reaches a server there. */
async function gateway(): Promise<string> {
  const { IPAM } = (await docker.getNetwork("bridge").inspect()) as {
    IPAM: { Config: { Gateway?: string; Subnet: string }[] };
  };
  const [{ Gateway, Subnet } = { Subnet: "" }] = IPAM.Config;
  return Gateway ?? Subnet.replace(/\.\d+\/\d+$/, ".1");
}

/** A server that says what it was asked. */
async function developersServer(host: string, port: number): Promise<Server> {
  const server = createServer((request: IncomingMessage, response) => {
    response.end(`${port} ${request.url ?? ""}`);
  });
  server.listen(port, host);
  await once(server, "listening");
  return server;
}

const answer = async (path: string): Promise<string> => (await call(report, path)).text();

describe("services that a developer runs beside the stack", () => {
  it("have no container and no direct port", () => {
    expect(Object.keys(report.containers).sort()).toEqual([
      "ai",
      "flask",
      "ml",
      "nginx",
      "postgres",
      "redis",
    ]);
    expect(report.ports.map(({ service }) => service)).not.toContain("django");
    expect(report.ports.map(({ service }) => service)).not.toContain("frontend");
  });

  it("are reached through nginx under the addresses that everybody knows", async () => {
    expect(await answer("api/modules/?x=1")).toBe("8000 /api/modules/?x=1");
    expect(await answer("static/admin.css")).toBe("8000 /erp/static/admin.css");
    expect(await answer("media/a.png")).toBe("8000 /erp/media/a.png");
    // Vite serves its base.
    expect(await answer("")).toBe("5505 /erp/");
    expect(await answer("src/main.tsx")).toBe("5505 /erp/src/main.tsx");
    expect((await call(report, "inventory/api/health")).status).toBe(200);
  });

  it("get an environment file with which they reach the stack's stores", async () => {
    const out = join(clone(), "rendered");
    await must(run("render", ["--stack", stackName, "--out", out]));
    try {
      const file = join(out, "develop", "django.env");
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const variables = parseEnv(readFileSync(file, "utf8"));
      expect(variables.SECRET_KEY).toBe(report.secrets.djangoSecretKey);
      const client = new pg.Client({ connectionString: variables.DATABASE_URL ?? "" });
      await client.connect();
      expect((await client.query("SELECT current_user")).rows).toEqual([
        { current_user: "gaara_erp_prod_owner" },
      ]);
      await client.end();
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
