import { execa } from "execa";
import { buildGoCommand } from "../setup/go-command.ts";
import { projectFolder } from "../setup/paths.ts";

/**
 * Runs actionlint over the workflows of GitHub, built from its Go module as pinned in `cli/setup/actionlint`.
 *
 * @param args - further arguments of actionlint; without files, it looks at `.github/workflows`
 * @returns its exit code
 */
export async function checkWorkflows(args: readonly string[] = []): Promise<number> {
  const actionlint = await buildGoCommand({
    title: "actionlint: building from its Go module",
    sources: "cli/setup/actionlint",
    package: "github.com/rhysd/actionlint/cmd/actionlint",
    name: "actionlint",
    estimate: 50,
  });
  // What a machine happens to have of other linters must not decide.
  const { exitCode } = await execa(actionlint, ["-shellcheck=", "-pyflakes=", ...args], {
    cwd: projectFolder,
    stdio: "inherit",
    reject: false,
  });
  return exitCode ?? 1;
}
