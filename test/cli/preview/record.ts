import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { inClone } from "../../../testbed/in-clone.ts";
import { imageNames } from "../../../engine/images/image-sources.ts";
import { parseSettings } from "../../../config/settings.ts";
import { parseEvents, type Found } from "../../../cli/preview/steps.ts";
import { step } from "../../../cli/terminal/step.ts";
import { stackName, writeSettings } from "../../../testbed/clone.ts";
import { docker } from "../../../testbed/containers.ts";
import { must, pulumi, run, up } from "../../../testbed/stack.ts";
import { baseSecrets, baseSettings, changes, type RecordedChange } from "./changes.ts";
import { keep } from "./recording.ts";

/** The image that is built here under a name that says its version. */
async function tagPostgres(): Promise<void> {
  const parsed = parseSettings({});
  const names = "settings" in parsed ? imageNames(parsed.settings) : {};
  await docker.getImage(names.postgres ?? "").tag({ repo: "gaara-record/postgres", tag: "15" });
}

/** Encrypted values of secrets, by key and value: Pulumi takes a second for each. */
const encrypted = new Map<string, unknown>();

const settingsFile = z.object({ config: z.record(z.string(), z.unknown()) });

async function configure(clone: string, { settings, secrets }: Omit<RecordedChange, "name">): Promise<void> {
  const wanted = Object.entries({ ...baseSecrets, ...secrets });
  for (const [key, value] of wanted.filter((pair) => !encrypted.has(pair.join("=")))) {
    await must(pulumi(["config", "set", "--secret", `gaara:${key}`, value]));
    const { config } = settingsFile.parse(
      parse(readFileSync(join(clone, `Pulumi.${stackName}.yaml`), "utf8")),
    );
    encrypted.set(`${key}=${value}`, config[`gaara:${key}`]);
  }
  writeSettings(clone, {
    ...baseSettings,
    ...settings,
    ...Object.fromEntries(wanted.map(([key, value]) => [`gaara:${key}`, encrypted.get(`${key}=${value}`)])),
  });
}

const failures: unknown[] = [];

/** One that fails does not keep the others from being recorded. */
async function record(clone: string, folder: string, change: RecordedChange): Promise<void> {
  await step(change.name, async () => {
    await configure(clone, change);
    const restore = edit(clone, change);
    try {
      await keep(change, await previewed(join(folder, "events")));
    } finally {
      restore();
    }
  }).catch((error: unknown) => failures.push(error));
}

function edit(clone: string, { source = [] }: RecordedChange): () => void {
  const originals = new Map<string, string>();
  for (const [file, from, to] of source) {
    const path = join(clone, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    originals.set(path, text);
    writeFileSync(path, text.replaceAll(from, to));
  }
  return () => originals.forEach((text, path) => writeFileSync(path, text));
}

async function previewed(log: string): Promise<Found> {
  writeFileSync(log, "");
  const { exitCode, output } = await pulumi(["preview", "--event-log", log], {
    environment: { PULUMI_DEBUG_COMMANDS: "true" },
  });
  if (exitCode !== 0) throw new Error(output);
  return parseEvents(readFileSync(log, "utf8"));
}

/** Deploys a stack and keeps the previews of all changes: `node test/cli/preview/record.ts`, some minutes. */
await inClone(async (clone, folder) => {
  mkdirSync(join(import.meta.dirname, "recordings"), { recursive: true });
  await tagPostgres();
  await must(run("pulumi", ["stack", "init", stackName, "--no-select", "--non-interactive"]));
  await configure(clone, {});
  await step("the base", () => must(run("start", ["--stack", stackName])), { estimate: 120 });
  for (const change of changes.filter((one) => one.protected !== true)) await record(clone, folder, change);
  await configure(clone, { settings: { "gaara:protect": true } });
  await must(up());
  for (const change of changes.filter((one) => one.protected === true)) await record(clone, folder, change);
  await docker.getImage("gaara-record/postgres:15").remove();
  for (const failure of failures) console.error(failure);
  process.exitCode = failures.length === 0 ? 0 : 1;
});
