import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { approval } from "../../../cli/ci/approval.ts";
import { comment } from "../../../cli/ci/comment.ts";
import { keepIssue, report } from "../../../cli/ci/drift.ts";
import { repositoryOf } from "../../../cli/ci/github.ts";
import type { StepContext } from "../../../cli/ci/runner.ts";
import { recordingOutput } from "../recording-output.ts";
import { temporaryFolder } from "../setup/temporary.ts";
import { githubServer, type GithubServer } from "./github-server.ts";

interface Run {
  readonly server: GithubServer;
  /** The context of a step, with other variables. */
  readonly context: (more?: NodeJS.ProcessEnv) => StepContext;
  readonly file: string;
  readonly said: () => string;
}

/** A job of pull request 7, as GitHub starts it. */
async function job(): Promise<Run> {
  const server = await githubServer();
  onTestFinished(server.close);
  const folder = temporaryFolder();
  const event = join(folder, "event.json");
  writeFileSync(event, JSON.stringify({ action: "opened", pull_request: { number: 7 } }));
  const output = recordingOutput();
  const environment = {
    GITHUB_ACTIONS: "true",
    GITHUB_TOKEN: "secret",
    GITHUB_REPOSITORY: "gaara/erp",
    GITHUB_API_URL: server.url,
    GITHUB_RUN_ID: "42",
    GITHUB_EVENT_PATH: event,
  };
  return {
    server,
    file: join(folder, "preview.md"),
    said: output.stdout,
    context: (more = {}) => ({ output, environment: { ...environment, ...more } }),
  };
}

const bodies = ({ server }: Run) => (server.comments.get(7) ?? []).map(({ body }) => body);

describe("the comment", () => {
  it("is one per stack, and edited in place", async () => {
    const run = await job();
    writeFileSync(run.file, "nothing changes");
    await comment(run.context(), { about: "preview of prod", file: run.file });
    await comment(run.context(), { about: "preview of dev", file: run.file });
    writeFileSync(run.file, "**can lose data**");
    await comment(run.context(), { about: "preview of prod", file: run.file });
    expect(bodies(run)).toEqual([
      "<!-- gaara: preview of prod -->\n**can lose data**",
      "<!-- gaara: preview of dev -->\nnothing changes",
    ]);
  });

  it("is found among hundreds, and not mistaken for one that somebody else has marked so", async () => {
    const run = await job();
    writeFileSync(run.file, "first");
    const marked = { number: 1, state: "open", labels: [], body: "<!-- gaara: preview of prod -->\n" };
    const others = Array.from({ length: 250 }, (_, id) => ({
      ...marked,
      id: 1000 + id,
      user: { type: "User" } as const,
    }));
    run.server.comments.set(7, others);
    await comment(run.context(), { about: "preview of prod", file: run.file });
    writeFileSync(run.file, "second");
    await comment(run.context(), { about: "preview of prod", file: run.file });
    expect(bodies(run).slice(250)).toEqual(["<!-- gaara: preview of prod -->\nsecond"]);
    expect(new Set(bodies(run).slice(0, 250))).toEqual(new Set([marked.body]));
  });

  it("says that a preview failed where it has written nothing", async () => {
    const run = await job();
    await comment(run.context(), { about: "preview of prod", file: run.file });
    expect(bodies(run)).toEqual([
      "<!-- gaara: preview of prod -->\n**The preview of prod failed.** See [the run](https://github.com/gaara/erp/actions/runs/42).",
    ]);
  });

  it("stays below what GitHub takes", async () => {
    const run = await job();
    writeFileSync(run.file, "x".repeat(70_000));
    await comment(run.context(), { about: "preview of prod", file: run.file });
    expect(bodies(run)[0]?.length).toBeLessThan(65_536);
  });

  it("is printed where there is no token", async () => {
    const run = await job();
    writeFileSync(run.file, "nothing changes");
    await comment(run.context({ GITHUB_TOKEN: "" }), { about: "preview of prod", file: run.file });
    expect(run.said()).toContain("<!-- gaara: preview of prod -->\nnothing changes");
    expect(bodies(run)).toEqual([]);
  });

  it("fails where GitHub refuses it", async () => {
    const run = await job();
    const options = { about: "preview of prod", file: run.file };
    await expect(comment(run.context({ GITHUB_TOKEN: "wrong" }), options)).rejects.toThrow("Bad credentials");
    await expect(comment(run.context({ GITHUB_EVENT_PATH: undefined }), options)).rejects.toThrow(
      "GITHUB_EVENT_PATH: found nothing, expected a pull request's event",
    );
    await expect(comment(run.context({ GITHUB_REPOSITORY: "erp" }), options)).rejects.toThrow(
      "GITHUB_REPOSITORY",
    );
  });
});

describe("the issue about drift", () => {
  it("is opened once, edited while there is drift, closed when there is none, and opened again", async () => {
    const { server, context } = await job();
    const repository = repositoryOf(context().environment);
    if (repository === undefined) throw new Error("no repository");
    const night = (found?: string) =>
      keepIssue(
        repository,
        "prod",
        found === undefined ? undefined : report("prod", found, repository.runUrl),
      );
    await night();
    expect(server.issues).toEqual([]);
    await night("memory: 1 GB → 2 GB");
    await night("``` hostile\nlines");
    expect(server.issues).toMatchObject([{ title: "Drift of prod", state: "open", labels: ["drift"] }]);
    expect(server.issues[0]?.body).toContain("    ``` hostile\n    lines\n");
    expect(server.issues[0]?.body).not.toContain("memory");
    await night();
    expect(server.issues).toMatchObject([{ state: "closed" }]);
    expect([...server.comments.values()].flat()).toMatchObject([
      { body: "[Nothing differs any more.](https://github.com/gaara/erp/actions/runs/42)" },
    ]);
    await night("again");
    expect(server.issues.map(({ state }) => state)).toEqual(["closed", "open"]);
  });
});

describe("approval", () => {
  it.each([
    [["required_reviewers", "branch_policy"], true],
    [["branch_policy"], false],
    [undefined, false],
  ])("of an environment with the rules %j: %s", async (rules, wanted) => {
    const { server, context, said } = await job();
    if (rules !== undefined) server.environments.prod = rules;
    expect(await approval(context(), "prod")).toBe(wanted);
    expect(said()).toContain(`approval=${String(wanted)}`);
    expect(said().includes("::notice::Skipped: the environment prod has no required reviewers")).toBe(
      !wanted,
    );
  });
});
