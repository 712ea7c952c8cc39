import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { keptVersions } from "../../engine/nginx/kept-versions.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { containerOf, engine, inside } from "../../testbed/containers.ts";
import { expectOneError, verified } from "../../testbed/expectations.ts";
import { contextOn, type Context } from "../../testbed/own-image.ts";
import { clone, must, pulumi, run, stackReport, startedStack, up, type Run } from "../../testbed/stack.ts";

const file = () => readFileSync(join(clone(), `Pulumi.${stackName}.yaml`), "utf8");
const setting = (key: string) =>
  (parse(file()) as { config: Record<string, unknown> }).config[`gaara:${key}`];

const rollback = (...args: readonly string[]) => run("rollback", ["--stack", stackName, ...args]);

const kept = async () => keptVersions(engine.container(containerOf(await stackReport(), "nginx").id));

/** Which of these tests' Django images serves; 0 is the stack's own. */
const served = async () => inside(await stackReport(), "django", ["sh", "-c", "echo ${GAARA_NUMBER:-0}"]);

let context: Context;

/** Deploys another Django image: always from the same folder, as whoever edits sources does. */
function deploy(number: number, settings: Readonly<Record<string, unknown>> = {}): Promise<Run> {
  context.write([`ENV GAARA_NUMBER=${number}`]);
  writeSettings(clone(), { "gaara:images": { django: { context: context.name } }, ...settings });
  return up();
}

/** The same with one that ends at once. */
async function deployBroken(number: number): Promise<void> {
  context.write([`ENV GAARA_NUMBER=${number}`, 'CMD ["false"]']);
  writeSettings(clone(), { "gaara:images": { django: { context: context.name } } });
  expect((await up()).exitCode).not.toBe(0);
}

/** A release job as that of a schema which older versions refuse: it fails while a file is there. */
const refused = "/app/media/refuse";
const migrate = {
  name: "migrate",
  command: ["sh", "-c", `test ! -e ${refused} && python manage.py migrate --noinput`],
};
const collectstatic = {
  name: "collectstatic",
  command: ["python", "manage.py", "collectstatic", "--noinput"],
};
const release = [migrate, collectstatic];

beforeAll(async () => {
  context = await contextOn(await startedStack(), "django", "own-versions");
  writeSettings(clone());
  await must(up());
});

afterAll(async () => {
  context.remove();
  writeSettings(clone());
  await must(up());
});

describe("npm run rollback", () => {
  it("goes back from a second healthy version to the first one's image and settings", async () => {
    const [first] = await kept();
    await must(deploy(1, { "gaara:logLevel": "WARNING" }));
    expect(await served()).toBe("1");
    const before = await kept();
    expect(before[1]).toEqual(first);
    await must(pulumi(["preview", "--expect-no-changes"]));
    await must(up());
    expect(await kept()).toEqual(before);

    const { output } = await must(rollback());
    expect(output).toContain("logLevel: INFO instead of WARNING");
    expect(output).toContain(
      "Schemas and data were not reversed: other release jobs have run since, of django",
    );
    expect(await served()).toBe("0");
    expect([setting("logLevel"), setting("images")]).toEqual([undefined, undefined]);
    const after = await kept();
    expect(after[0]).toEqual(first);
    expect(after).not.toContainEqual(before[0]);
    expect(await verified()).toBe(0);
  }, 600_000);

  it("goes back step by step, one service or everything, and never to what was broken", async () => {
    await must(deploy(2, { "gaara:images": { django: { context: context.name, release } } }));
    await deployBroken(3);
    expect(await served()).toBe("2");
    await must(deploy(4, { "gaara:logLevel": "WARNING" }));
    const before = await kept();
    const list = await must(rollback("--list"));
    expect(list.output).toMatch(/│ \* │/);
    expect(list.output).toContain("logLevel: INFO instead of WARNING");

    const two = before[1]?.services.django?.image ?? "";
    const text = file();
    await inside(await stackReport(), "django", ["touch", refused]);
    const failed = await rollback();
    expect(failed.exitCode).toBe(1);
    expectOneError(
      failed.output,
      new RegExp(
        String.raw`The job django migrate ended with exit code 1[\s\S]*The stack ${stackName} is not back; Pulumi\.${stackName}\.yaml is what it was\.`,
      ),
    );
    expect(file()).toBe(text);
    expect(await kept()).toEqual(before);
    expect(await served()).toBe("4");
    await inside(await stackReport(), "django", ["rm", refused]);

    await must(rollback("django"));
    expect(await served()).toBe("2");
    expect(setting("logLevel")).toBe("WARNING");
    // Its sources are others by now: the image of then is named.
    expect(setting("images")).toEqual({ django: { release, reference: two } });

    await must(rollback());
    expect(await served()).toBe("2");
    expect(setting("logLevel")).toBeUndefined();
    await must(rollback());
    expect(await served()).toBe("0");
    expect(await verified()).toBe(0);
  }, 900_000);

  it("goes back from an update that failed to what serves", async () => {
    const before = await kept();
    await deployBroken(5);
    await must(rollback());
    expect(await served()).toBe("0");
    expect(setting("images")).toBeUndefined();
    expect(await kept()).toEqual(before);
  }, 600_000);

  it("says in one sentence what it can not do, and changes nothing", async () => {
    const text = file();
    const unknown = await rollback("djang");
    expect(unknown.exitCode).toBe(64);
    expectOneError(
      unknown.output,
      /SERVICE: found djang, expected one of django, flask, frontend, ml, ai, or none/,
    );
    const none = await rollback("ai");
    expect(none.exitCode).toBe(1);
    expectOneError(
      none.output,
      new RegExp(`stack ${stackName}: no earlier version with another image of ai is kept`),
    );
    expect(file()).toBe(text);
  });
});
