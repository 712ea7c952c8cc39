import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";

/** A repository as people push to it: a bare one, and a working copy of its main branch. */
export interface LocalRepository {
  readonly origin: string;
  /** Commits a file on a branch, which begins at main, and pushes it. */
  readonly push: (branch: string, file: string, content: string) => Promise<void>;
}

/** Makes one from a clone of the project, with these settings files as its only ones. */
export async function localRepository(
  clone: string,
  folder: string,
  settings: Readonly<Record<string, object>>,
): Promise<LocalRepository> {
  const work = join(folder, "work");
  const origin = join(folder, "origin.git");
  const git = (...args: readonly string[]) =>
    execa("git", ["-c", "user.name=Salma", "-c", "user.email=salma@example.org", ...args], { cwd: work });
  mkdirSync(work);
  for (const name of readdirSync(clone)) {
    if (["node_modules", ".gaara", ".git", "coverage"].includes(name) || /^Pulumi\..+\.yaml$/.test(name))
      continue;
    cpSync(join(clone, name), join(work, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const [stack, content] of Object.entries(settings))
    writeFileSync(join(work, `Pulumi.${stack}.yaml`), stringify(content));
  await git("init", "--quiet", "--initial-branch=main");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "Begin");
  await git("init", "--quiet", "--bare", "--initial-branch=main", origin);
  await git("push", "--quiet", origin, "main");
  return {
    origin,
    push: async (branch, file, content) => {
      const exists = (await git("branch", "--list", branch)).stdout !== "";
      await git("switch", "--quiet", ...(exists ? [branch] : ["--create", branch, "main"]));
      writeFileSync(join(work, file), content);
      await git("add", "--all");
      await git("commit", "--quiet", "--message", `Change ${file}`);
      await git("push", "--quiet", origin, branch);
    },
  };
}
