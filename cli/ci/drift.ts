import { repositoryOf, type Repository } from "./github.ts";
import { find, marked } from "./sticky.ts";
import { runVerb } from "./verb.ts";

/** What `npm run drift` ends with when stack and engine differ. */
const differs = 2;
const label = "drift";

/**
 * `npm run ci -- drift`: looks for drift and keeps one issue about it: opened, edited in place while there is some, closed when there is none.
 *
 * @returns the exit code of `npm run drift`; 0 where its findings stand in an issue
 */
export async function drift(stack: string, environment: NodeJS.ProcessEnv = process.env): Promise<number> {
  const { exitCode = 1, all } = await runVerb(["drift", "--stack", stack], environment);
  console.log(all);
  const repository = repositoryOf(environment);
  if (repository === undefined || (exitCode !== 0 && exitCode !== differs)) return exitCode;
  await keepIssue(
    repository,
    stack,
    exitCode === differs ? report(stack, all, repository.runUrl) : undefined,
  );
  return 0;
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
