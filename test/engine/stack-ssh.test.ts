import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docker, engine } from "../../testbed/containers.ts";
import { removeLeftovers, leftovers } from "../../testbed/leftovers.ts";
import { startSshServer, type SshServer } from "../../testbed/ssh-server.ts";
import { clone, must, run, type Run } from "../../testbed/stack.ts";

const name = "server";
let server: SshServer;
let source: string;
const sourceFile = () => join(clone(), "services/ai/src/environment.py");

/** A verb on an operator's machine that has no engine of its own. */
const operator = (verb: string, ...args: readonly string[]): Promise<Run> =>
  must(
    run(verb, [...args, "--stack", name], {
      environment: { ...server.environment, DOCKER_HOST: "unix:///nowhere/docker.sock" },
    }),
  );

beforeAll(async () => {
  server = await startSshServer();
  source = readFileSync(sourceFile(), "utf8");
  // Something to build that no engine has yet.
  appendFileSync(sourceFile(), `\n# ${Date.now()}\n`);
  writeFileSync(
    join(clone(), `Pulumi.${name}.yaml`),
    stringify({
      config: {
        "docker:host": server.host,
        // Below the ports that the kernel gives to outgoing connections: one of those is taken now and then.
        "gaara:portOffset": 3_000,
      },
    }),
  );
});

afterAll(async () => {
  writeFileSync(sourceFile(), source);
  rmSync(join(clone(), `Pulumi.${name}.yaml`));
  await removeLeftovers(engine, name);
  await server.close();
});

describe("a stack on a server that is reached by ssh", () => {
  it("comes up and is verified: its public ports under the server's name, the others through ssh", async () => {
    const { output } = await operator("start");
    expect(output).toContain("remote image images-ai created");
    expect(output).toMatch(/All \d+ checks passed/);
  });

  it("opens few connections at a time: sshd refuses none", () => {
    const lines = server.log().split("\n");
    expect(lines.filter((line) => line.includes("Accepted publickey")).length).toBeGreaterThan(10);
    expect(lines.filter((line) => /drop connection|MaxStartups|past Max/i.test(line))).toEqual([]);
  });

  it("mounts no path of the operator's machine", async () => {
    const filters = JSON.stringify({ label: [`com.gaara.stack=${name}`] });
    const containers = await docker.listContainers({ all: true, filters });
    expect(containers.length).toBeGreaterThan(8);
    for (const { Names: names, Mounts: mounts } of containers)
      expect([names[0], mounts.filter(({ Type }) => Type !== "volume")]).toEqual([names[0], []]);
  });

  it("is changed by a plain update, and gone after npm stop -- --volumes", async () => {
    await operator("pulumi", "config", "set", "gaara:logLevel", "WARNING");
    await operator("pulumi", "up", "--yes", "--skip-preview", "--non-interactive");
    await operator("verify");
    await operator("stop", "--volumes");
    expect(await leftovers(engine, name)).toEqual([]);
  });
});
