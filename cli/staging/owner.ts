import { userInfo } from "node:os";
import { execa } from "execa";
import { projectFolder } from "../setup/paths.ts";

/** Whoever asks for a stack: the person that GitHub names, else git's user, else this machine's. */
export async function ownerOf(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const git = await execa("git", ["config", "user.name"], {
    cwd: projectFolder,
    env: environment,
    reject: false,
  });
  const found = [environment.GITHUB_ACTOR, git.stdout, environment.USER, userInfo().username]
    .map((name) =>
      name
        ?.replaceAll(/\p{Cc}/gu, "")
        .trim()
        .slice(0, 100),
    )
    .find((name) => name !== undefined && name !== "");
  return found ?? "unknown";
}
