import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call } from "../../testbed/api.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { docker, inside } from "../../testbed/containers.ts";
import { query } from "../../testbed/database.ts";
import { expectOneError, verified } from "../../testbed/expectations.ts";
import { ownImage } from "../../testbed/own-image.ts";
import { clone, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
});

afterEach(() => writeSettings(clone()));

/** When each release job ran, by its name. */
async function runs(): Promise<Readonly<Record<string, string>>> {
  const filters = JSON.stringify({ label: [`com.gaara.stack=${stackName}`] });
  const jobs = (await docker.listContainers({ all: true, filters })).filter(
    ({ Labels }) => Labels["com.gaara.role"] !== "serving",
  );
  return Object.fromEntries(
    await Promise.all(
      jobs.map(async ({ Id, Labels }) => {
        const { State } = await docker.getContainer(Id).inspect();
        return [`${Labels["com.gaara.service"]}/${Labels["com.gaara.role"]}`, State.StartedAt] as const;
      }),
    ),
  );
}

/** Removes containers of the stack as a nightly `docker system prune` does once they have ended. */
async function prune(service: string, role: string): Promise<void> {
  const names = [`stack=${stackName}`, `service=${service}`, `role=${role}`];
  const filters = JSON.stringify({ label: names.map((name) => `com.gaara.${name}`) });
  for (const { Id } of await docker.listContainers({ all: true, filters }))
    await docker.getContainer(Id).remove({ force: true });
}

describe("what docker system prune has removed", () => {
  it("is not missed where it is a release job that succeeded", async () => {
    for (const job of ["migrate", "collectstatic", "superuser"]) await prune("django", job);
    await prune("flask", "db-upgrade");
    const { output } = await must(up());
    expect(output).toMatch(/^ +\d+ unchanged$/m);
    expect(await runs()).toEqual({});
    expect((await run("drift", ["--stack", stackName])).output).toContain("No drift");
  });

  it("is made again where it served, or where no version is known that it succeeded in", async () => {
    await prune("flask", "serving");
    const refused = await run("pulumi", ["preview", "--stack", stackName, "--non-interactive"]);
    expect(refused.output).toContain("flask has no container on the engine");
    await inside(report, "nginx", [
      "rm",
      "/etc/nginx/gaara/versions.json",
      "/etc/nginx/gaara/copy/versions.json",
    ]);
    const { output } = await must(run("start", ["--stack", stackName]));
    expect(output).toMatch(/gaara-\S+-flask-\w+ is gone from the engine, and is made again/);
    expect(output).toMatch(/gaara-\S+-django-migrate-\w+ is gone from the engine, and is made again/);
    expect(Object.keys(await runs()).sort()).toEqual(jobs);
    report = await stackReport();
  });
});

const jobs = ["django/collectstatic", "django/migrate", "django/superuser", "flask/db-upgrade"];

describe("release jobs", () => {
  it("run once per image: a setting of the service does not run them again", async () => {
    const before = await runs();
    expect(Object.keys(before).sort()).toEqual(jobs);
    writeSettings(clone(), {
      "gaara:logLevel": "WARNING",
      "gaara:healthInterval": "2s",
      "gaara:logMaxFiles": 4,
    });
    await must(up());
    const { containers } = await stackReport();
    expect(containers.django).not.toEqual(report.containers.django);
    // What interrupts is not replaced for how often it is asked or how long its log may get.
    for (const service of ["postgres", "redis", "nginx"])
      expect([service, containers[service]]).toEqual([service, report.containers[service]]);
    expect(await runs()).toEqual(before);
    writeSettings(clone());
    await must(up());
    expect(await runs()).toEqual(before);
  });

  it("of another Django image are those that the settings say; one that fails is tried again, and the old version serves", async () => {
    report = await stackReport();
    const context = await ownImage(report, "django", ["ENV GAARA_SECOND_IMAGE=1"]);
    const collectstatic = { name: "collectstatic", command: ["true"] };
    const django = (command: readonly string[]) => ({
      "gaara:images": {
        django: { context, release: [{ name: "migrate", command }, collectstatic] },
      },
    });
    const before = (await stackReport()).containers.django;
    for (const _attempt of ["first", "second"]) {
      writeSettings(
        clone(),
        django(["sh", "-c", "echo 'column \"price\" does not exist' >&2; sleep 1; exit 3"]),
      );
      const failed = await up();
      expect(failed.exitCode).not.toBe(0);
      expectOneError(
        failed.output,
        /The job django migrate ended with exit code 3\.[\s\S]*column "price" does not exist/,
      );
      expect(failed.seconds).toBeLessThan(40);
      expect((await call(report, "api/health/")).status).toBe(200);
      expect((await stackReport()).containers.django).toEqual(before);
    }
    writeSettings(clone(), django(["sh", "-c", "test $GAARA_SECOND_IMAGE = 1 && python manage.py migrate"]));
    await must(up());
    const now = await stackReport();
    expect(await inside(now, "django", ["printenv", "GAARA_SECOND_IMAGE"])).toBe("1");
    expect(Object.keys(await runs())).not.toContain("django/superuser");

    writeSettings(clone());
    await must(up());
    expect(await verified()).toBe(0);
  });
});

describe("two release jobs at once", () => {
  const jobs = [
    ["django", "gaara_erp_prod", 712_001, ["python", "manage.py", "migrate", "--noinput"]],
    ["flask", "gaara_erp_inventory", 712_002, ["flask", "--app", "src.unified_server:app", "db", "upgrade"]],
  ] as const;

  it.each(jobs)("of %s do not run twice: the second waits for the first one's lock", async (...job) => {
    const [service, database, lock, command] = job;
    const now = await stackReport();
    const administrator = { user: "gaara_admin", password: now.postgresPassword, database };
    const waiting = () =>
      query(now, administrator, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    // The first one: whoever holds the lock until it is ended, however long the second one takes to start.
    const first = query(now, administrator, `SELECT pg_advisory_lock(${lock}), pg_sleep(120)`).catch(
      () => [],
    );
    const end = () =>
      query(
        now,
        administrator,
        `SELECT pg_cancel_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = ${lock}`,
      );
    let ended = false;
    const second = inside(now, service, command).then((output) => {
      ended = true;
      return output;
    });
    try {
      await expect.poll(async () => (await waiting()).length, { timeout: 60_000, interval: 50 }).toBe(1);
      expect(ended).toBe(false);
    } finally {
      await end();
      await first;
    }
    expect(await second).not.toMatch(/error/i);
    expect(await waiting()).toEqual([]);
  });
});
