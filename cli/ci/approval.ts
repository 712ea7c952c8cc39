import { SetupError } from "../setup/setup-error.ts";
import { repositoryOf } from "./github.ts";
import { runnerOf, type StepContext } from "./runner.ts";

/**
 * Finds out if an environment asks somebody before a job may use it. GitHub makes an environment that a workflow names
 * and that nobody has set up, without any rule: a deployment would ask nobody. The answer is the step's output
 * `approval`.
 */
export async function approval(context: StepContext, name: string): Promise<boolean> {
  const repository = repositoryOf(context.environment);
  if (repository === undefined) throw new SetupError("GITHUB_TOKEN: is not set, and GitHub has to be asked");
  const { octokit, owner, repo } = repository;
  const rules = await octokit.rest.repos
    .getEnvironment({ owner, repo, environment_name: name })
    .then(({ data }) => data.protection_rules ?? [])
    .catch((error: unknown) => {
      if (error instanceof Error && "status" in error && error.status === 404) return [];
      throw error;
    });
  const asks = rules.some(({ type }) => type === "required_reviewers");
  const runner = runnerOf(context);
  if (!asks)
    runner.notice(
      `Skipped: the environment ${name} has no required reviewers, so nobody would approve. See docs/ci.md.`,
    );
  runner.output("approval", String(asks));
  return asks;
}
