import { existsSync, readFileSync } from "node:fs";
import { pullRequestOf, repositoryOf, type Repository } from "./github.ts";
import { runnerOf, type StepContext } from "./runner.ts";
import { find, marked } from "./sticky.ts";

export interface CommentOptions {
  /** The subject: a pull request has one comment about each thing, which is edited in place. */
  readonly about: string;
  /** A Markdown file; where it is missing, the step that should have written it has failed, and the comment says so. */
  readonly file: string;
}

/** Writes or edits a pull request's comment. Without a token it prints the comment. */
export async function comment(context: StepContext, { about, file }: CommentOptions): Promise<void> {
  const { environment, output } = context;
  const repository = repositoryOf(environment);
  const text = existsSync(file) ? readFileSync(file, "utf8") : failed(about, repository);
  if (repository === undefined) {
    runnerOf(context).notice("GITHUB_TOKEN is not set: this would be the comment.");
    output.line(marked(about, text));
    return;
  }
  const address = await putComment(repository, pullRequestOf(environment), about, text);
  if (address !== undefined) output.line(address);
}

const failed = (about: string, repository: Repository | undefined): string =>
  `**The ${about} failed.** ` + `See [the run](${repository?.runUrl ?? ""}).`;

/**
 * Writes the pull request's one comment about something, or edits it.
 *
 * @param create - write one where there is none
 * @returns the comment's address
 */
export async function putComment(
  { octokit, owner, repo }: Repository,
  number: number,
  about: string,
  text: string,
  create = true,
): Promise<string | undefined> {
  const body = marked(about, text);
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  });
  const existing = find(comments, about);
  if (existing === undefined && !create) return undefined;
  const { data } =
    existing === undefined
      ? await octokit.rest.issues.createComment({ owner, repo, issue_number: number, body })
      : await octokit.rest.issues.updateComment({ owner, repo, comment_id: existing.id, body });
  return data.html_url;
}
