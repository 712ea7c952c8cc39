import { exitCode, type ExitCode } from "../exit-code.ts";
import { repositoryOf, type Repository } from "./github.ts";
import type { StepContext } from "./runner.ts";
import { find, marked } from "./sticky.ts";
import { runVerb } from "./verb.ts";

const label = "drift";

/**
 * Looks for drift and keeps one issue about it: opened, edited in place while there is some, closed when there is none.
 *
 * @returns the exit code of the verb `drift`; good where its findings are in an issue
 */
export async function drift({ environment, output }: StepContext, stack: string): Promise<ExitCode> {
  const { exitCode: code, all } = await runVerb(["drift", "--stack", stack], environment);
  output.line(all);
  const repository = repositoryOf(environment);
  const found = code === exitCode.differs;
  if (code !== exitCode.good && !found) return exitCode.failed;
  if (repository === undefined) return found ? exitCode.differs : exitCode.good;
  await keepIssue(repository, stack, found ? report(stack, all, repository.runUrl) : undefined);
  return exitCode.good;
}

/** The text of an issue about drift. */
export const report = (stack: string, output: string, runUrl: string): string =>
  [
    `What runs differs from what the stack ${stack} says ([found by this run](${runUrl})):`,
    "",
    indented(output.trim()),
    "",
    `\`npm run drift -- --stack ${stack} --fix\` brings back what the stack says. This issue is kept up to date every night and closed when nothing differs.`,
  ].join("\n");

/** A code block that no content can end. */
const indented = (text: string): string => text.replaceAll(/^/gm, "    ");

/** Opens, edits or closes the issue about a stack's drift. */
export async function keepIssue(
  { octokit, owner, repo, runUrl }: Repository,
  stack: string,
  text: string | undefined,
): Promise<void> {
  const about = `drift of ${stack}`;
  const open = await octokit.paginate(octokit.rest.issues.listForRepo, {
    owner,
    repo,
    labels: label,
    state: "open",
    per_page: 100,
  });
  const existing = find(open, about);
  if (text === undefined) {
    if (existing === undefined) return;
    const issue = { owner, repo, issue_number: existing.number };
    await octokit.rest.issues.createComment({ ...issue, body: `[Nothing differs any more.](${runUrl})` });
    await octokit.rest.issues.update({ ...issue, state: "closed", state_reason: "completed" });
    return;
  }
  const body = marked(about, text);
  if (existing === undefined)
    await octokit.rest.issues.create({ owner, repo, title: `Drift of ${stack}`, labels: [label], body });
  else await octokit.rest.issues.update({ owner, repo, issue_number: existing.number, body });
}
