import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Docker from "dockerode";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { stackName } from "../../testbed/clone.ts";
import { containerOf, docker, execute } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";

const foreign = "203.0.113.7";
const network = `gaara-${stackName}-network`;
const made: Docker.Container[] = [];

let report: StackReport;
let nameServer: string;

beforeAll(async () => {
  report = await startedStack();
  const script = readFileSync(join(import.meta.dirname, "wildcard-dns.py"), "utf8");
  const server = await started(["python3", "-c", script], {}, "0:0");
  nameServer = (await server.inspect()).NetworkSettings.Networks[network]?.IPAddress ?? "";
});

afterAll(async () => {
  for (const container of made) await container.remove({ force: true });
});

/** A container on the stack's network, with Python and no name that anybody knows. */
async function started(
  command: readonly string[],
  host: Docker.HostConfig,
  user = "10001:10001",
): Promise<Docker.Container> {
  const { Image } = await containerOf(report, "django").inspect();
  const container = await docker.createContainer({
    Image,
    User: user,
    Entrypoint: [""],
    Cmd: [...command],
    HostConfig: { NetworkMode: network, ...host },
  });
  made.push(container);
  await container.start();
  return container;
}

const script = `
import json, socket, sys, time
found = {}
for name in sys.argv[1:]:
    start = time.monotonic()
    try:
        address = socket.getaddrinfo(name, 80)[0][4][0]
    except OSError:
        address = None
    found[name] = [address, time.monotonic() - start]
print(json.dumps(found))
`;

const answers = z.record(z.string(), z.tuple([z.string().nullable(), z.number()]));

/** Addresses that names have for a container whose engine turns to the name server for what it does not know. */
async function lookUp(host: Docker.HostConfig, names: readonly string[]) {
  const asker = await started(["sleep", "60"], { ...host, Dns: [nameServer] });
  const { output } = await execute(asker, { command: ["python3", "-c", script, ...names] });
  return answers.parse(JSON.parse(output));
}

it("names of the stack never leave the engine, and a gone one fails at once", async () => {
  const names = ["gaara_redis", "gaara_gone", "outside.example.com"];
  for (const service of ["nginx", "django", "redis"]) {
    const { DnsOptions, DnsSearch } = (await containerOf(report, service).inspect()).HostConfig;
    const found = await lookUp({ DnsOptions, DnsSearch }, names);
    const [gone, seconds] = found.gaara_gone ?? ["", 0];
    expect(gone).toBeNull();
    expect(seconds).toBeLessThan(0.1);
    expect(found.gaara_redis?.[0]).toMatch(/^172\.|^10\.|^192\.168\./);
    // Names of the outside do leave it.
    expect(found["outside.example.com"]?.[0]).toBe(foreign);
  }
});

it("without that, the name server would be asked for them", async () => {
  const found = await lookUp({}, ["gaara_gone"]);
  expect(found.gaara_gone?.[0]).toBe(foreign);
});
