import { readFileSync } from "node:fs";
import type Docker from "dockerode";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutFrames } from "../../engine/frames.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, logIn } from "../../testbed/api.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { containerOf, docker, inside } from "../../testbed/containers.ts";
import { verified } from "../../testbed/expectations.ts";
import { clone, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

let report: StackReport;
let servers: Docker.Container;
let token: string;

const given = {
  openaiApiKey: "sk-right",
  pybropsApiKey: "pybrops-key-of-the-tests",
  awsAccessKeyId: "aws-id-of-the-tests",
  awsSecretAccessKey: "aws-secret-of-the-tests",
  sentryDsn: "http://public@services.test:8080/1",
  emailUrl: "smtp://services.test:1025",
};

beforeAll(async () => {
  report = await startedStack();
  servers = await startServers();
  writeSettings(clone(), { "gaara:openaiBaseUrl": "http://services.test:8080/v1" });
  for (const [key, value] of Object.entries(given))
    await must(
      run("pulumi", ["config", "set", "--secret", "--stack", stackName, `gaara:${key}`, "--", value]),
    );
  await must(up());
  report = await stackReport();
  ({ access: token } = await logIn(report));
});

afterAll(async () => {
  await servers.remove({ force: true });
  writeSettings(clone());
  await must(up());
});

/** The three servers in a container of their own on the stack's network. */
async function startServers(): Promise<Docker.Container> {
  const { Image } = await containerOf(report, "nginx").inspect();
  const program = readFileSync(new URL("protocol-servers.py", import.meta.url), "utf8");
  const network = `gaara-${stackName}-network`;
  const container = await docker.createContainer({
    Image,
    Cmd: ["timeout", "900", "python3", "-W", "ignore", "-c", program],
    HostConfig: { NetworkMode: network, CapDrop: ["ALL"] },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: ["services.test"] } } },
  });
  await container.start();
  return container;
}

/** Requests that have reached the servers so far. */
async function received(kind: string): Promise<readonly Record<string, unknown>[]> {
  const text = withoutFrames(await servers.logs({ stdout: true, stderr: true }));
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line.kind === kind);
}

const post = (path: string, json: unknown, withToken = token) =>
  call(report, path, { method: "POST", json, token: withToken });

describe("keys that the operator gave", () => {
  it.each([
    ["OPENAI_API_KEY", ["ai"]],
    ["PYBROPS_API_KEY", ["ml"]],
    ["AWS_ACCESS_KEY_ID", ["django", "flask"]],
    ["AWS_SECRET_ACCESS_KEY", ["django", "flask"]],
    ["SENTRY_DSN", ["django", "flask"]],
    ["EMAIL_URL", ["django"]],
  ])("%s reaches %j and no other service", async (name, holders) => {
    const found: string[] = [];
    for (const service of Object.keys(report.containers))
      if ((await inside(report, service, ["sh", "-c", `ls /run/secrets/${name} 2>/dev/null || true`])) !== "")
        found.push(service);
    expect(found.sort()).toEqual(holders);
  });
});

describe("the assistant", () => {
  it("hands a message to the OpenAI-compatible server of the settings, with the key", async () => {
    const answer = await post("ai/api/chat", { message: "مرحبا" });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { reply: "echo: مرحبا", model: "gpt-4" },
    ]);
    expect(await received("chat")).toContainEqual({
      kind: "chat",
      path: "/v1/chat/completions",
      model: "gpt-4",
      authorization: "Bearer sk-right",
    });
  });

  it("hands on questions alone, and not at any length", async () => {
    const before = (await received("chat")).length;
    const question = { role: "user", content: "x" };
    for (const messages of [
      [{ role: "system", content: "x" }, question],
      [question, { role: "assistant", content: "x" }],
      [{ role: "user", content: "x".repeat(16_001) }],
      Array(41).fill(question),
    ])
      expect((await post("ai/api/chat", { messages })).status).toBe(400);
    expect(await received("chat")).toHaveLength(before);
  });

  it.each(["redirect", "hang up"])(
    "says nothing of where the server is, and takes the key nowhere else: %s",
    async (message) => {
      const answer = await post("ai/api/chat", { message });
      const text = await answer.text();
      expect([answer.status, text]).toEqual([502, expect.stringContaining("The model server")]);
      expect(text).not.toContain("services.test");
      expect(await received("redirected")).toEqual([]);
    },
  );
});

describe("e-mail", () => {
  it("goes out through the server of EMAIL_URL", async () => {
    expect((await post("api/mail/test/", { to: "somebody@example.com" })).status).toBe(202);
    expect(await received("mail")).toContainEqual(
      expect.objectContaining({ recipients: ["somebody@example.com"] }),
    );
  });

  it("that the server refuses is answered with what it said", async () => {
    const refused = await post("api/mail/test/", { to: "refused@example.com" });
    expect(refused.status).toBe(502);
    expect(await refused.text()).toContain("550");
  });
});

describe("errors", () => {
  it.each([
    ["Django", "api/errors/test/"],
    ["Flask", "inventory/api/errors/test"],
  ])("of %s reach Sentry, with version and mode and without secrets", async (_, path) => {
    const before = (await received("event")).length;
    expect((await post(path, {})).status).toBe(500);
    await expect
      .poll(async () => (await received("event")).length, { timeout: 15_000, interval: 200 })
      .toBeGreaterThan(before);
    const event = (await received("event")).at(-1);
    expect(event).toMatchObject({ release: "12.0.0", environment: "dev" });
    for (const secret of [...Object.values(report.secrets), token])
      expect(String(event?.text).includes(secret)).toBe(false);
  });
});

it("verify sends an e-mail too, and finds nothing wrong", async () => {
  const before = (await received("mail")).length;
  expect(await verified()).toBe(0);
  expect((await received("mail")).length).toBe(before + 1);
});

it("without a mail server, what needs one says which setting is missing", async () => {
  writeSettings(clone(), { "gaara:openaiBaseUrl": "http://services.test:8080/v1" });
  await must(up());
  report = await stackReport();
  const refused = await post("api/mail/test/", { to: "somebody@example.com" });
  expect(refused.status).toBe(503);
  expect(await refused.text()).toContain("EMAIL_URL");
  const chat = await post("ai/api/chat", { message: "x" });
  expect([chat.status, await chat.text()]).toEqual([503, expect.stringContaining("OPENAI_API_KEY")]);
});
