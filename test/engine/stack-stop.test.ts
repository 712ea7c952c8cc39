import { rmSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { beforeAll, describe, expect, it } from "vitest";
import { resourceName } from "../../model/names.ts";
import { withoutFrames } from "../../engine/frames.ts";
import { flaskDatabase } from "../../config/databases.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { portOf } from "../../cli/checks/context.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { containerOf, docker } from "../../testbed/containers.ts";
import { query } from "../../testbed/database.ts";
import { expectOneError, verified } from "../../testbed/expectations.ts";
import { leftovers } from "../../testbed/leftovers.ts";
import { redisOperator } from "../../testbed/redis.ts";
import {
  clone,
  must,
  pulumi,
  run,
  secretValues,
  stackReport,
  startedStack,
  up,
} from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
});

const stack = ["--stack", stackName];
const administrator = () => ({
  user: "gaara_admin",
  password: report.postgresPassword,
  database: flaskDatabase.name,
});

async function redis<T>(use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis({
    host: "127.0.0.1",
    port: portOf(report, "redis").host,
    username: redisOperator(report).user,
    password: redisOperator(report).password,
  });
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

const imageOf = async (service: string): Promise<string> =>
  (await containerOf(report, service).inspect()).Image;

/** A command's words about a data volume that nobody uses. */
async function inVolume(image: string, volume: string, command: readonly string[]): Promise<string> {
  const container = await docker.createContainer({
    Image: image,
    Entrypoint: [command[0] ?? ""],
    Cmd: command.slice(1),
    User: "root",
    Env: ["PATH=/usr/lib/postgresql/15/bin:/usr/local/bin:/usr/bin:/bin"],
    HostConfig: { Binds: [`${resourceName(stackName, volume)}:/data`], NetworkMode: "none" },
  });
  try {
    await container.start();
    await container.wait();
    return withoutFrames(await container.logs({ stdout: true, stderr: true }));
  } finally {
    await container.remove({ force: true });
  }
}

describe("npm stop", () => {
  it("ends every container and the network, keeps data and log-ins, and start brings them back", async () => {
    const secrets = await secretValues();
    await query(report, administrator(), "CREATE TABLE kept AS SELECT 'it was here' AS note");
    await redis((client) => client.set("kept", "here too"));

    const images = await Promise.all(["postgres", "redis"].map((service) => imageOf(service)));
    const stopped = await must(run("stop", stack));
    expect(stopped.output).toContain("volumes and the secrets that open them are kept");
    expect((await leftovers()).filter((name) => !name.startsWith("volume "))).toEqual([]);
    expect((await leftovers()).length).toBe(8);

    const [postgres = "", redisImage = ""] = images;
    expect(await inVolume(postgres, "postgres-data", ["pg_controldata", "/data"])).toMatch(
      /^Database cluster state: +shut down$/m,
    );
    const appendOnly = "redis-check-aof /data/appendonlydir/*.manifest";
    expect(await inVolume(redisImage, "redis-data", ["sh", "-c", appendOnly])).toContain(
      "All AOF files and manifest are valid",
    );

    const verified = await run("verify", stack);
    expect(verified.exitCode).toBe(1);
    expect(verified.output).toContain(
      `stack ${stackName}: is stopped; start it with: npm start -- --stack ${stackName}`,
    );

    await must(run("start", stack));
    report = await stackReport();
    expect(await secretValues()).toEqual(secrets);
    expect(await query(report, administrator(), "SELECT note FROM kept")).toEqual([{ note: "it was here" }]);
    expect(await redis((client) => client.get("kept"))).toBe("here too");
    await query(report, administrator(), "DROP TABLE kept");
  });

  it("refuses with --volumes, as destroy and a replacement do, while data is protected, and says how to lift it", async () => {
    const advice = new RegExp(`config set gaara:protect false --stack ${stackName}.*up --stack ${stackName}`);
    writeSettings(clone(), { "gaara:protect": true });
    await must(up());
    const destroyed = await pulumi(["destroy", "--yes", "--skip-preview"]);
    expect(destroyed.exitCode).not.toBe(0);
    expectOneError(destroyed.output, /its data is protected .*nothing was changed/);
    expect(destroyed.output).toMatch(advice);

    const { output } = await must(pulumi(["stack", "--show-urns"]));
    const urn = /urn:\S+docker:\S+:Volume::volumes-postgres-data/.exec(output)?.[0] ?? "no URN";
    const replaced = await up({ args: ["--replace", urn] });
    expect(replaced.exitCode).not.toBe(0);
    expect(replaced.output).toMatch(/unable to replace resource "\S+volumes-postgres-data"/);
    expect(replaced.output).toMatch(advice);
    expect(await verified()).toBe(0);

    // The settings alone lift nothing: what Pulumi does not know yet would end half of the stack.
    writeSettings(clone());
    const stopped = await run("stop", [...stack, "--volumes"]);
    expect(stopped.exitCode).toBe(1);
    expect(stopped.output).toMatch(advice);
    expect(await verified()).toBe(0);
    await must(up());
  });

  it("ends volumes and secrets with --volumes, and nothing of the stack is left", async () => {
    const stopped = await must(run("stop", [...stack, "--volumes"]));
    expect(stopped.output).toContain("Its volumes and secrets are gone too.");
    expect(await leftovers()).toEqual([]);
    rmSync(join(clone(), ".gaara", "started"));
  });
});
