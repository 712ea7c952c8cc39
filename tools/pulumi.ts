import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { toolEnvironment } from "./environment.ts";
import { passInterruptsOn } from "./interruptible.ts";
import { recover } from "./recover.ts";
import { setup } from "./setup.ts";
import { projectFolder } from "./toolchain/paths.ts";
import { keepSettingsFiles } from "./toolchain/settings-files.ts";

/** Verbs that talk to the engine. */
const engineVerbs: ReadonlySet<string> = new Set(["up", "update", "preview", "refresh", "destroy"]);

/**
 * `npm run pulumi -- ARGS`: the pinned Pulumi with its environment.
 *
 * @returns Pulumi's exit code; 128 and the signal's number, as a shell has it, if it was killed
 */
export async function pulumi(args: readonly string[]): Promise<number> {
  const [verb = ""] = args;
  await setup({ docker: engineVerbs.has(verb), images: verb === "up" || verb === "update", quiet: true });
  const environment = toolEnvironment();
  const stack = stackOf(args);
  if (stack !== undefined) await recover(stack);

  return keepSettingsFiles(async () => {
    const child = spawn("pulumi", [...args], {
      cwd: projectFolder,
      env: environment,
      stdio: "inherit",
      detached: true,
    });
    const stop = passInterruptsOn(child);
    try {
      await once(child, "exit");
    } finally {
      stop();
    }
    return child.exitCode ?? 128 + constants.signals[child.signalCode ?? "SIGKILL"];
  });
}

/** The stack that the arguments name; which one is selected is Pulumi's affair. */
function stackOf(args: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === "--stack" || arg === "-s") return args[index + 1];
    if (arg.startsWith("--stack=")) return arg.slice("--stack=".length);
  }
  return undefined;
}
