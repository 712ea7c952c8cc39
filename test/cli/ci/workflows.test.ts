import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { stagedText } from "../../../cli/ci/staged.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";
import { toolVersions } from "../../../cli/setup/tool-versions.ts";
import { fill, holds } from "./expressions.ts";
import { allJobs, readWorkflow, toolsFile, toolSteps, workflowFiles } from "./workflow.ts";

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));

const steps = [
  ...allJobs.flatMap(([name, job]) => job.steps.map((step) => [name, step] as const)),
  ...toolSteps().map((step) => ["tools", step] as const),
];
const runs = steps.flatMap(([name, { run }]) => (run === undefined ? [] : [[name, run] as const]));
const hasSecrets = (value: unknown): boolean => JSON.stringify(value).includes("secrets.");

/** Log-ins and the question whether all secrets are there: they come before the answer is known. */
const asksFirst = /ci -- (ssh|registry|ready)/;

const pullRequest = (from: string, more: object = {}) => ({
  github: {
    repository: "gaara/erp",
    event_name: "pull_request",
    ref: "refs/pull/7/merge",
    event: {
      action: "synchronize",
      pull_request: {
        number: 7,
        head: { ref: "feature", repo: { full_name: from } },
        labels: [{ name: "staging" }],
      },
      ...more,
    },
  },
  needs: { stacks: { outputs: { stacks: '["prod"]' } } },
});

describe("the workflows", () => {
  it.each([...workflowFiles, toolsFile])(
    "pin every action in %s by commit and say which version that is",
    (file) => {
      const uses = readFileSync(file, "utf8").match(/^.*\buses:.*$/gm) ?? [];
      expect(uses.length).toBeGreaterThan(0);
      for (const line of uses) expect(line).toMatch(/uses: (\.\/\S+|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    },
  );

  it("allow nothing by default, and each job only what it needs", () => {
    const allowed = Object.fromEntries(
      allJobs.map(
        ([
          name,
          {
            permissions: { contents, ...more },
          },
          workflow,
        ]) => {
          expect(workflow.permissions).toEqual({});
          expect(contents).toBe("read");
          return [name, more];
        },
      ),
    );
    expect(Object.entries(allowed).filter(([, more]) => Object.keys(more).length > 0)).toEqual([
      ["deploy/plan", { actions: "read" }],
      ["nightly/drift", { issues: "write" }],
      ["preview/preview", { "pull-requests": "write" }],
      ["staging-down/down", { "pull-requests": "write" }],
      ["staging/up", { "pull-requests": "write" }],
    ]);
  });

  it("are npm scripts in every step, without any logic of a shell", () => {
    expect(runs.length).toBeGreaterThan(15);
    for (const [, run] of runs) {
      const [, script] = /^npm (?:ci|test|run ([\w-]+)(?: -- [^\n]+)?)\s*$/.exec(run) ?? ["", "?"];
      if (script !== undefined) expect(Object.keys(scripts), run).toContain(script);
      // What is left without constant choices and quoted variables has nothing that a shell would act on.
      expect(run.replaceAll(/\$\{\{.*?\}\}|"[\w $/.]*"/gs, "")).not.toMatch(/[;&|<>$`"'\\()*?~#]/);
    }
  });

  it("put no text that others write into a command", () => {
    for (const [, run] of runs)
      for (const [expression] of run.matchAll(/\$\{\{.*?\}\}/gs))
        expect(expression).toMatch(/&& '--[\w-]+' \|\| '' \}\}$/);
  });

  it("keep what a checkout needs of a token to itself, and never check out a pull request's code with its target's rights", () => {
    const checkouts = steps.filter(([, { uses }]) => uses?.startsWith("actions/checkout@"));
    for (const [name, { with: inputs }] of checkouts)
      expect([name, inputs]).toEqual([name, { "persist-credentials": false }]);
    const withTargetsRights = allJobs
      .filter(([, , { on }]) => "pull_request_target" in on)
      .map(([name]) => name);
    expect(withTargetsRights).toEqual(["staging-down/down"]);
  });

  it("end by themselves", () => {
    for (const [name, job] of allJobs)
      if (job.uses === undefined) expect([name, job["timeout-minutes"]]).toEqual([name, expect.any(Number)]);
  });

  it("install the Pulumi that the packages fit", () => {
    const install = toolSteps().find(({ uses }) => uses?.startsWith("pulumi/actions@"));
    expect(install?.with).toEqual({ "pulumi-version": toolVersions(projectFolder).pulumi });
  });
});

describe("secrets", () => {
  it("reach single steps alone, after the packages are installed", () => {
    for (const [name, { steps: all, ...job }] of allJobs) {
      expect(hasSecrets(job)).toBe(false);
      const first = all.findIndex((step) => hasSecrets(step));
      const tools = all.findIndex(({ uses }) => uses === "./.github/actions/tools");
      if (first >= 0) expect([name, first > tools]).toEqual([name, true]);
    }
    expect(hasSecrets(toolSteps())).toBe(false);
  });

  it("are asked for first, and what needs them is left out where they are absent", () => {
    for (const [name, job] of allJobs)
      for (const { run = "", if: condition, env } of job.steps) {
        if (!hasSecrets(env ?? {}) || asksFirst.test(run)) continue;
        const contexts = { steps: { ready: { outputs: { ready: "false" } } } };
        expect([name, holds(condition, contexts)]).toEqual([name, false]);
        expect(holds(condition, { steps: { ready: { outputs: { ready: "true" } } } })).toBe(true);
      }
  });

  it("are not for forks, even where GitHub would give them", () => {
    const forPullRequests = allJobs.filter(
      ([, job, { on }]) =>
        hasSecrets(job) && Object.keys(on).some((event) => event.startsWith("pull_request")),
    );
    expect(forPullRequests.map(([name]) => name)).toEqual([
      "preview/preview",
      "staging-down/down",
      "staging/up",
    ]);
    for (const [name, job] of forPullRequests) {
      const closed = { action: name.includes("down") ? "closed" : "synchronize" };
      expect([name, holds(job.if, pullRequest("gaara/erp", closed))]).toEqual([name, true]);
      expect([name, holds(job.if, pullRequest("stranger/erp", closed))]).toEqual([name, false]);
    }
  });
});

describe("a deployment", () => {
  it.each([
    [true, " --allow-data-loss"],
    [false, " "],
  ])("asks once more before the update what it can lose; allowed: %s", (allowed, end) => {
    const commands = (readWorkflow("deploy").jobs.up?.steps ?? []).flatMap(({ run }) =>
      run === undefined ? [] : [fill(run, { inputs: { "allow-data-loss": allowed } })],
    );
    const preview = commands.indexOf(
      `npm run preview -- --stack prod --markdown "$GITHUB_STEP_SUMMARY"${end}`,
    );
    expect(preview).toBeGreaterThan(0);
    expect(commands[preview + 1]).toMatch(/^npm run pulumi -- up --stack prod /);
  });

  it("verifies as whom its operators say, once the first account's password was changed", () => {
    const verify = readWorkflow("deploy").jobs.up?.steps.find(({ run }) => run?.includes("verify -- "));
    expect(verify?.env).toMatchObject({
      GAARA_VERIFY_USERNAME: "${{ secrets.GAARA_VERIFY_USERNAME }}",
      GAARA_VERIFY_PASSWORD: "${{ secrets.GAARA_VERIFY_PASSWORD }}",
    });
  });
});

describe("a staging copy", () => {
  it("is swept after as many days as its comment says", () => {
    const sweep = readWorkflow("nightly").jobs.sweep?.steps.at(-1)?.run;
    expect(sweep).toBe("npm run staging -- sweep --older-than 3d");
    expect(stagedText({ name: "feature", url: "http://localhost:17000", health: "healthy" })).toContain(
      "nothing is pushed for three days",
    );
  });

  it("is never called like an option, whatever its branch is called", () => {
    const named = runs.filter(([, run]) => run.includes("$GITHUB_HEAD_REF"));
    expect(named).toHaveLength(4);
    for (const [, run] of named) expect(run).toMatch(/ -- "\$GITHUB_HEAD_REF"$/);
  });
});

describe("concurrency", () => {
  it("has one group per stack for its updates, which nothing cancels half-way and nothing else waits in", () => {
    const changing = allJobs.filter(([, { steps: all }]) =>
      all.some(({ run }) => /staging -- |pulumi -- up|ci -- drift/.test(run ?? "")),
    );
    const contexts = { ...pullRequest("gaara/erp"), matrix: { stack: "prod" } };
    const groups = changing.map(([name, { concurrency }]) => {
      expect(concurrency?.["cancel-in-progress"]).toBe(false);
      return [name, fill(concurrency?.group ?? "", contexts)];
    });
    expect(Object.fromEntries(groups)).toEqual({
      "deploy/up": "stack-prod",
      "nightly/drift": "drift-prod",
      "nightly/sweep": "stack-staging",
      "staging-down/down": "stack-staging-feature",
      "staging/up": "stack-staging-feature",
    });
  });

  it("lets no deployment overtake another one that waits for its approval", () => {
    const { concurrency } = readWorkflow("deploy");
    expect(concurrency?.["cancel-in-progress"]).toBe(false);
    const group = (ref: string, id: string) =>
      fill(concurrency?.group ?? "", { github: { ref, run_id: id } });
    expect(group("refs/heads/main", "1")).toBe("deployment-of-prod");
    expect(group("refs/heads/main", "2")).toBe("deployment-of-prod");
    // Of two that wait, GitHub keeps the newer one: a run that deploys nothing must not be it.
    expect(group("refs/heads/feature", "3")).toBe("deployment-of-prod3");
  });
});

describe("labels", () => {
  const job = (workflow: string, key: string) => readWorkflow(workflow).jobs[key]?.if;
  const labelled = (action: string, name: string, labels: readonly string[]) => {
    const { github } = pullRequest("gaara/erp", { action, label: { name } });
    const { event } = github;
    return {
      github: {
        ...github,
        event: {
          ...event,
          pull_request: { ...event.pull_request, labels: labels.map((label) => ({ name: label })) },
        },
      },
    };
  };

  it.each([
    ["labeled", "staging", ["staging"], true],
    ["labeled", "bug", ["bug"], false],
    // Another label says nothing new about a copy that is there.
    ["labeled", "bug", ["bug", "staging"], false],
  ])("bring a copy up: %s %s of %j: %s", (action, name, labels, wanted) => {
    expect(holds(job("staging", "up"), labelled(action, name, labels))).toBe(wanted);
  });

  it.each([
    ["unlabeled", "staging", true],
    ["unlabeled", "bug", false],
  ])("take it down: %s %s: %s", (action, name, wanted) => {
    expect(holds(job("staging-down", "down"), labelled(action, name, []))).toBe(wanted);
  });

  it.each([
    [["allow-data-loss"], " --allow-data-loss"],
    [["other"], " "],
  ])("allow what can lose data, as a reviewer decides: %j", (labels, end) => {
    const step = readWorkflow("preview").jobs.preview?.steps.find(({ name }) => name === "Preview");
    const command = fill(step?.run ?? "", labelled("labeled", "allow-data-loss", labels));
    expect(command).toBe(`npm run preview -- --stack "$STACK" --markdown "$RUNNER_TEMP/preview.md"${end}`);
  });
});
