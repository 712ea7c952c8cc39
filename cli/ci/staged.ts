import { z } from "zod";
import { SetupError } from "../setup/setup-error.ts";
import { putComment } from "./comment.ts";
import { pullRequestOf, repositoryOf } from "./github.ts";
import { runnerOf, type StepContext } from "./runner.ts";
import { marked } from "./sticky.ts";
import { runVerb } from "./verb.ts";

const about = "staging";

const rows = z.array(
  z.object({ name: z.string().nullable(), url: z.string().nullable(), health: z.string() }),
);
type Row = z.infer<typeof rows>[number];

/** Keeps the pull request's one comment about its staging copy: its address and health, or that it is gone. */
export async function staged(context: StepContext, branch: string): Promise<void> {
  const { environment, output } = context;
  const { exitCode, stdout, stderr } = await runVerb(["staging", "list", "--json"], environment);
  if (exitCode !== 0) throw new SetupError(stderr.trim());
  const row = rows.parse(JSON.parse(stdout)).find(({ name }) => name === branch);
  const text = stagedText(row);
  const repository = repositoryOf(environment);
  if (repository === undefined) {
    runnerOf(context).notice("GITHUB_TOKEN is not set: this would be the comment.");
    output.line(marked(about, text));
    return;
  }
  // Of a copy that never was, nothing has to be said.
  await putComment(repository, pullRequestOf(environment), about, text, row !== undefined);
}

export const stagedText = (row: Row | undefined): string =>
  row === undefined
    ? "The staging copy of this branch is gone."
    : `Staging copy of this branch: ${row.url ?? "no address yet"} (${row.health}). It is updated by every push, and removed with its data when the label goes, the pull request is closed, or nothing is pushed for three days (the next push makes it anew).`;
