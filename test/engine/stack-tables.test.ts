import type Docker from "dockerode";
import { beforeAll, describe, expect, it } from "vitest";
import { healthCheckOf } from "../../model/health.ts";
import { publishedPorts } from "../../engine/published-ports.ts";
import { environment } from "../../config/environment.ts";
import { portTable } from "../../config/ports.ts";
import { services, type ServiceKey } from "../../config/services/index.ts";
import { mebibytes, milliseconds } from "../../config/values.ts";
import { volumes } from "../../config/volumes.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { portOffset, stackName } from "../../testbed/clone.ts";
import { containerOf, docker, engine, inside } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";
import { others } from "../config/eight.ts";

const filters = JSON.stringify({ label: [`com.gaara.stack=${stackName}`] });
const rows = Object.entries(services) as [ServiceKey, (typeof services)[ServiceKey]][];

let report: StackReport;
const found: Partial<Record<ServiceKey, Docker.ContainerInspectInfo>> = {};

beforeAll(async () => {
  report = await startedStack();
  for (const [key] of rows) found[key] = await containerOf(report, key).inspect();
});

function inspected(key: ServiceKey): Docker.ContainerInspectInfo {
  const info = found[key];
  if (info === undefined) throw new Error(`${key} was not inspected`);
  return info;
}

describe.each(rows)("the container of %s", (key, definition) => {
  it("is named and labelled after its stack and service", () => {
    const { Name, Config } = inspected(key);
    expect(Name).toMatch(new RegExp(`^/gaara-${stackName}-${key}(-[0-9a-f]+)?$`));
    expect(Config.Labels).toMatchObject({ "com.gaara.stack": stackName, "com.gaara.service": key });
  });

  it("has the source document's name on the one network", () => {
    const { Networks } = inspected(key).NetworkSettings;
    expect(Object.keys(Networks)).toEqual([`gaara-${stackName}-network`]);
    expect(Object.values(Networks)[0]?.Aliases).toContain(definition.host);
  });

  it("runs as its own unprivileged user and can not become another", () => {
    const { Config, HostConfig } = inspected(key);
    expect(Config.User).toBe(definition.user);
    expect(Config.User).not.toMatch(/^(0|root)?(:|$)/);
    expect(HostConfig.CapDrop).toEqual(["ALL"]);
    expect(HostConfig.SecurityOpt).toEqual(["no-new-privileges:true"]);
    expect(HostConfig.Privileged).toBe(false);
  });

  it("comes back after a crash and a reboot, not after it was stopped", () => {
    expect(inspected(key).HostConfig.RestartPolicy?.Name).toBe("unless-stopped");
  });

  it("has the table's limits", () => {
    const { Memory, CpuQuota, CpuPeriod } = inspected(key).HostConfig;
    expect(Memory).toBe(mebibytes(definition.memory) * 1024 * 1024);
    expect((CpuQuota ?? 0) / (CpuPeriod ?? 1)).toBe(definition.cpus);
  });

  it("rotates its log", () => {
    expect(inspected(key).HostConfig.LogConfig).toEqual({
      Type: "json-file",
      Config: { "max-file": "3", "max-size": "10m" },
    });
  });

  it("is asked for its health and given time to stop", () => {
    const { Config } = inspected(key);
    const wanted = healthCheckOf(definition, report.settings);
    expect(Config.Healthcheck?.Test).toEqual(wanted.tests);
    expect(Config.Healthcheck?.Interval).toBe(milliseconds(report.settings.healthInterval) * 1e6);
    expect(Config).toMatchObject({ StopTimeout: definition.stopSeconds });
  });

  it("mounts the table's volumes and no other", () => {
    const mounts = inspected(key).Mounts.map(({ Type, Name, Destination, RW }) => ({
      Type,
      Name,
      Destination,
      RW,
    }));
    const wanted = definition.mounts.map(({ volume, path, readOnly = false }) => ({
      Type: "volume",
      Name: `gaara-${stackName}-${volume}`,
      Destination: path,
      RW: !readOnly,
    }));
    const byPath = (a: { Destination: string }, b: { Destination: string }) =>
      a.Destination < b.Destination ? -1 : 1;
    expect(mounts.sort(byPath)).toEqual(wanted.sort(byPath));
  });

  it("publishes the table's ports and no other", async () => {
    const container = await engine.container(inspected(key).Id).inspect();
    const published = (container === undefined ? [] : publishedPorts(container)).map(
      ({ inside, address, host }) => `${address}:${host}->${inside}`,
    );
    const wanted = portTable(services, report.settings)
      .filter(({ publishedBy }) => publishedBy === key)
      .map(({ address, host, inside }) => `${address}:${host}->${inside}/tcp`);
    expect(published.sort()).toEqual(wanted.sort());
    if (definition.kind === "application") expect(published).toEqual([]);
  });

  it("is told the table's variables and no other, secrets as files", async () => {
    const { Config, Image } = inspected(key);
    const ofImage = new Set((await docker.getImage(Image).inspect()).Config.Env.map(nameOf));
    const told = Config.Env.filter((line) => !ofImage.has(nameOf(line)));
    const wanted = environment[key].flatMap((variable) => {
      if ("secret" in variable)
        return report.secrets[variable.secret] === undefined
          ? []
          : [`${variable.name}_FILE=/run/secrets/${variable.name}`];
      const value = variable.plain(report.settings, stackName);
      // An image may have the same variable; the stack's value wins.
      return value === undefined || ofImage.has(variable.name) ? [] : [`${variable.name}=${value}`];
    });
    expect(told.sort()).toEqual(wanted.sort());
    const files = await inside(report, key, ["sh", "-c", "ls /run/secrets 2>/dev/null || true"]);
    const secrets = environment[key].flatMap((variable) =>
      "secret" in variable && report.secrets[variable.secret] !== undefined ? [variable.name] : [],
    );
    const configuration = key === "redis" ? ["operator", "operator.acl", "redis.conf"] : [];
    expect(files.split("\n").filter(Boolean).sort()).toEqual([...secrets, ...configuration].sort());
  });
});

const nameOf = (line: string): string => line.slice(0, line.indexOf("="));

it("nothing but the tables' volumes and one network is made", async () => {
  const { Volumes: made } = await docker.listVolumes({ filters });
  expect((made ?? []).map(({ Name }) => Name).sort()).toEqual(
    Object.keys(volumes)
      .map((key) => `gaara-${stackName}-${key}`)
      .sort(),
  );
  const networks = await docker.listNetworks({ filters });
  expect(networks.map(({ Name, Driver }) => [Name, Driver])).toEqual([
    [`gaara-${stackName}-network`, "bridge"],
  ]);
});

it("the ports of the source document are there, moved by the stack's offset and nothing else", () => {
  const seed = {
    80: "nginx",
    443: "nginx",
    8000: "django",
    5001: "flask",
    5501: "frontend",
    5101: "ml",
    5601: "ai",
    10502: "postgres",
    6375: "redis",
    ...Object.fromEntries(others.flatMap(([key, { published }]) => published.map(({ host }) => [host, key]))),
  };
  expect(Object.fromEntries(report.ports.map(({ host, service }) => [host - portOffset, service]))).toEqual(
    seed,
  );
});
