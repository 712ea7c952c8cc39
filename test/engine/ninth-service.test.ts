import { createHash } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { projectFolder } from "../../cli/setup/paths.ts";
import { call } from "../../testbed/api.ts";
import { portOffset, stackName } from "../../testbed/clone.ts";
import { containerOf, docker, healthOf } from "../../testbed/containers.ts";
import { verified } from "../../testbed/expectations.ts";
import { followRecipes, recipeBlocks } from "../../testbed/recipe.ts";
import { clone, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

/** A ninth service beside its image folder: a new file, and a line or two in each of two others. */
const files = ["config/services/reports.ts", "config/services/index.ts", "config/routes.ts"];
const changed = files.slice(1);
const originals = new Map<string, string>();
const imageFolder = () => join(clone(), "services/reports");

let before: StackReport;
let report: StackReport;
let image: string;

beforeAll(async () => {
  before = await startedStack();
  for (const path of changed) originals.set(path, readFileSync(join(clone(), path), "utf8"));
  followRecipes(
    clone(),
    recipeBlocks().filter(({ path }) => files.includes(path)),
  );
  cpSync(join(projectFolder, "test/engine/reports"), imageFolder(), { recursive: true });
  await must(run("start", ["--stack", stackName]));
  report = await stackReport();
  ({ Image: image } = await containerOf(report, "reports").inspect());
});

afterAll(async () => {
  for (const [path, text] of originals) writeFileSync(join(clone(), path), text);
  rmSync(join(clone(), "config/services/reports.ts"), { force: true });
  rmSync(imageFolder(), { recursive: true, force: true });
  await must(up());
  const { nginx: _, ...others } = (await stackReport()).containers;
  expect(others).toEqual({ ...before.containers, nginx: undefined });
  expect(await verified()).toBe(0);
  await docker.getImage(image).remove();
});

describe("a ninth service", () => {
  it("joins the eight: none is replaced but nginx, which publishes its direct port", () => {
    const { reports, nginx, ...others } = report.containers;
    expect([reports, nginx]).toEqual([[expect.any(String)], [expect.any(String)]]);
    expect(others).toEqual({ ...before.containers, nginx: undefined });
  });

  it("is reached through nginx, at the address that the deployment prints, and has read its own secret", async () => {
    const secret = report.secrets.reportsSecretKey ?? "";
    expect(secret).toMatch(/^[A-Za-z0-9]{64}$/);
    const wanted = {
      version: report.settings.appVersion,
      secret: createHash("sha256").update(secret).digest("hex"),
    };
    const answer = await call(report, "reports/api/");
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(wanted);
    expect(await (await fetch(report.urls["Reports API"] ?? "")).json()).toEqual(wanted);
  });

  it("has a direct port like every application", async () => {
    const answer = await fetch(`http://127.0.0.1:${5701 + portOffset}/api/health`);
    expect(answer.status).toBe(200);
  });

  it("is healthy by its own check, limited, and without its secret in its environment", async () => {
    expect(await healthOf(report, "reports")).toBe("healthy");
    const { HostConfig, Config } = await containerOf(report, "reports").inspect();
    expect(HostConfig.Memory).toBe(256 * 1024 * 1024);
    expect(Config.Env).toContain("SECRET_KEY_FILE=/run/secrets/SECRET_KEY");
    expect(Config.Env.join()).not.toContain(report.secrets.reportsSecretKey);
  });
});
