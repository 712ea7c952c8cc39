import { readFileSync } from "node:fs";
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { SetupError } from "../setup/setup-error.ts";

const variables = z.object({
  GITHUB_TOKEN: z.string().min(1),
  GITHUB_REPOSITORY: z.templateLiteral([z.string().min(1), "/", z.string().min(1)]),
  GITHUB_API_URL: z.url().default("https://api.github.com"),
  GITHUB_SERVER_URL: z.url().default("https://github.com"),
  GITHUB_RUN_ID: z.string().optional(),
});

/** The repository that a workflow runs for, and GitHub's API to change it with. */
export interface Repository {
  readonly octokit: Octokit;
  readonly owner: string;
  readonly repo: string;
  /** The page of this run; the repository's, where it is not a run. */
  readonly runUrl: string;
}

/** The repository of a run's environment; undefined without a token, as on a laptop. */
export function repositoryOf(environment: NodeJS.ProcessEnv): Repository | undefined {
  if (environment.GITHUB_TOKEN === undefined || environment.GITHUB_TOKEN === "") return undefined;
  const parsed = variables.safeParse(environment);
  if (!parsed.success)
    throw new SetupError(
      parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"),
    );
  const { GITHUB_REPOSITORY: name, GITHUB_SERVER_URL: server, GITHUB_RUN_ID: run } = parsed.data;
  const [owner = "", repo = ""] = name.split("/");
  return {
    octokit: new Octokit({ auth: parsed.data.GITHUB_TOKEN, baseUrl: parsed.data.GITHUB_API_URL }),
    owner,
    repo,
    runUrl: `${server}/${name}${run === undefined ? "" : `/actions/runs/${run}`}`,
  };
}

const event = z.object({ pull_request: z.object({ number: z.int() }) });

/** Number of the pull request whose event started the workflow. */
export function pullRequestOf({ GITHUB_EVENT_PATH: path }: NodeJS.ProcessEnv): number {
  const found = path === undefined ? undefined : event.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (found?.success !== true)
    throw new SetupError(`GITHUB_EVENT_PATH: found ${path ?? "nothing"}, expected a pull request's event`);
  return found.data.pull_request.number;
}
