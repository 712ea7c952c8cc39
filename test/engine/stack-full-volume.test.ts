import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { runChecks } from "../../cli/checks/run.ts";
import { verifyContext } from "../../cli/checks/context.ts";
import { volumeCheck } from "../../cli/checks/volumes.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, logIn } from "../../testbed/api.ts";
import { stackName } from "../../testbed/clone.ts";
import { containerOf, docker, engine, execute } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";

const megabyte = 2 ** 20;
const media = "/app/media";
let report: StackReport;
let own: ReturnType<typeof containerOf>;
let small: ReturnType<typeof containerOf>;

const served = () =>
  vi.waitFor(async () => expect((await call(report, "api/")).status).toBe(200), {
    timeout: 60_000,
    interval: 500,
  });

/** A container in the place of Django's, alike but for a volume of uploads that holds 8 MB. */
beforeAll(async () => {
  report = await startedStack();
  own = containerOf(report, "django");
  const { Name, Image, Config } = await own.inspect();
  const network = `gaara-${stackName}-network`;
  small = await docker.createContainer({
    Image,
    Env: Config.Env,
    HostConfig: {
      NetworkMode: network,
      CapDrop: ["ALL"],
      Tmpfs: { [media]: `size=${8 * megabyte},uid=10001,gid=10001` },
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [Name.slice(1)] } } },
  });
  const secrets = await buffer(await own.getArchive({ path: "/run/secrets" }));
  await small.putArchive(secrets, { path: "/run" });
  await own.stop();
  await small.start();
  await served();
});

afterAll(async () => {
  await small.remove({ force: true });
  await own.start();
  await served();
});

const files = async () =>
  (await execute(small, { command: ["find", media, "-type", "f"] })).output
    .trim()
    .split("\n")
    .filter(Boolean);

it("answers uploads that do not fit with 507 and words, and keeps nothing of them", async () => {
  const { access: token } = await logIn(report);
  const upload = async (size: number) => {
    const body = new FormData();
    body.append("file", new Blob([Uint8Array.from(randomBytes(size))]), "تقرير.bin");
    return call(report, "api/files/", { method: "POST", token, body });
  };
  for (const size of [40 * megabyte, 9 * megabyte]) {
    const answer = await upload(size);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([507, "application/problem+json"]);
    expect(await answer.json()).toMatchObject({
      title: "Insufficient Storage",
      error: expect.stringContaining("The volume of files is full") as string,
    });
    expect(await files()).toEqual([]);
  }
  const fits = await upload(5 * megabyte);
  expect(fits.status).toBe(201);
  const { id } = (await fits.json()) as { id: number };
  expect((await upload(5 * megabyte)).status).toBe(507);
  expect(await files()).toHaveLength(1);
  expect((await call(report, `api/files/${id}/`, { method: "DELETE", token })).status).toBe(204);
});

it("is found by verify, by the volume's name", async () => {
  await execute(small, { command: ["dd", "if=/dev/zero", `of=${media}/filling`, "bs=1M", "count=9"] });
  const containers = { ...report.containers, django: [small.id] };
  const context = verifyContext({ ...report, containers }, engine);
  const [result] = await runChecks([volumeCheck()], context);
  expect(result).toMatchObject({
    passed: false,
    found: `gaara-${stackName}-media with 0.0 MB of 8.0 MB free`,
    look: "docs/runbook.md#a-volume-is-full",
  });
});
