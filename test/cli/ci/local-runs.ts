import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { evaluate, holds, type Contexts, type Json } from "./expressions.ts";
import { runJob, type Ended, type Machine } from "./local-job.ts";
import { readWorkflow, workflowNames, type Job } from "./workflow.ts";

/** Something that happened on GitHub. */
export interface Happening {
  readonly name: "pull_request" | "pull_request_target" | "push" | "schedule";
  readonly payload: { readonly [key: string]: Json };
  readonly headRef: string;
}

export interface Place extends Omit<Machine, "branch"> {
  readonly secrets: Readonly<Record<string, string>>;
  /** Workflows that are not run: this test is part of what `tests` would run. */
  readonly without: readonly string[];
}

/** The types that GitHub assumes where a workflow names none. */
const standardTypes = ["opened", "synchronize", "reopened"];
const trigger = z.object({ types: z.array(z.string()).default(standardTypes) }).nullish();

/** Names of the workflows that listen to something. */
const listening = ({ name, payload }: Happening): readonly string[] =>
  workflowNames.filter((file) => {
    const { on } = readWorkflow(file);
    if (!(name in on)) return false;
    if (!name.startsWith("pull_request")) return true;
    const { types } = trigger.parse(on[name]) ?? { types: standardTypes };
    return types.some((type) => type === payload.action);
  });

/**
 * Lets everything run that a happening sets off, one job after the other; jobs whose condition does not hold leave no
 * trace.
 */
export async function happen(happening: Happening, place: Place): Promise<readonly Ended[]> {
  const event = join(place.folder, "..", "event.json");
  writeFileSync(event, JSON.stringify(happening.payload));
  const { name, payload, headRef } = happening;
  const github = {
    event: payload,
    event_name: name,
    repository: place.variables.GITHUB_REPOSITORY ?? "",
    ref: name === "pull_request" ? "refs/pull/7/merge" : "refs/heads/main",
    head_ref: headRef,
    token: place.secrets.GITHUB_TOKEN ?? "",
  };
  const machine: Machine = {
    ...place,
    // A pull request's own code, with few rights; its target's code, with more.
    branch: name === "pull_request" ? headRef : "main",
    variables: {
      ...place.variables,
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: name,
      GITHUB_EVENT_PATH: event,
      GITHUB_HEAD_REF: headRef,
    },
  };
  const ended: Ended[] = [];
  for (const workflow of listening(happening).filter((file) => !place.without.includes(file)))
    ended.push(
      ...(await runWorkflow(workflow, { github, secrets: place.secrets, vars: {}, inputs: {} }, machine)),
    );
  return ended;
}

async function runWorkflow(
  workflow: string,
  contexts: Contexts,
  machine: Machine,
): Promise<readonly Ended[]> {
  const ended = new Map<string, Ended>();
  const all: Ended[] = [];
  for (const [key, job] of Object.entries(readWorkflow(workflow).jobs)) {
    const before = job.needs === undefined ? undefined : ended.get(job.needs);
    if (job.needs !== undefined && before?.result !== "success") continue;
    const needs = before === undefined ? {} : { [before.job]: { outputs: before.outputs } };
    const known = { ...contexts, needs };
    if (!holds(job.if, known)) continue;
    for (const matrix of matricesOf(job, known)) {
      const result = await runJob(key, job, { ...known, matrix }, machine);
      ended.set(key, result);
      all.push({ ...result, job: [workflow, key, ...Object.values(matrix)].join("/") });
    }
  }
  return all;
}

const strategy = z.object({ matrix: z.object({ stack: z.string() }) });

/** Values of a job's matrix, of which this project has the stacks. */
function matricesOf(job: Job, contexts: Contexts): readonly Readonly<Record<string, string>>[] {
  const found = strategy.safeParse(job.strategy).data;
  if (found === undefined) return [{}];
  const expression = found.matrix.stack.replaceAll(/^\$\{\{|\}\}$/g, "");
  const stacks = z
    .array(z.string())
    .parse(JSON.parse(evaluate(`toJSON(${expression.trim()})`, contexts).coerceString()));
  return stacks.map((stack) => ({ stack }));
}
