import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { projectFolder } from "../../../cli/setup/paths.ts";

const texts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const concurrency = z.strictObject({
  group: z.string(),
  "cancel-in-progress": z.union([z.boolean(), z.string()]),
});

const step = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: texts.optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  env: texts.optional(),
});

const job = z.strictObject({
  name: z.string(),
  needs: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  "runs-on": z.string().optional(),
  "timeout-minutes": z.number().optional(),
  strategy: z.unknown().optional(),
  environment: z.object({ name: z.string(), deployment: z.boolean().optional() }).optional(),
  permissions: z.record(z.string(), z.string()),
  concurrency: concurrency.optional(),
  outputs: texts.optional(),
  steps: z.array(step).default([]),
});

/**
 * The part of a workflow's grammar that this project uses; anything else, such as variables for all steps, is refused.
 */
const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  concurrency: concurrency.optional(),
  jobs: z.record(z.string(), job),
});

const action = z.object({ runs: z.object({ steps: z.array(step) }) });

export type Step = z.infer<typeof step>;
export type Job = z.infer<typeof job>;
export type Workflow = z.infer<typeof workflow>;

const folder = join(projectFolder, ".github");
export const toolsFile = join(folder, "actions/tools/action.yml");
export const workflowNames = readdirSync(join(folder, "workflows"))
  .sort()
  .map((file) => basename(file, ".yml"));
export const workflowFiles = workflowNames.map((name) => join(folder, "workflows", `${name}.yml`));

const read = (file: string): unknown => parse(readFileSync(file, "utf8"));

export const readWorkflow = (name: string): Workflow =>
  workflow.parse(read(join(folder, "workflows", `${name}.yml`)));
export const toolSteps = (): readonly Step[] => action.parse(read(toolsFile)).runs.steps;

/** Every job of every workflow, with its full name. */
export const allJobs: readonly (readonly [string, Job, Workflow])[] = workflowNames.flatMap((name) => {
  const found = readWorkflow(name);
  return Object.entries(found.jobs).map(([key, job]) => [`${name}/${key}`, job, found] as const);
});
