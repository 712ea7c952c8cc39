import { expect, it } from "vitest";
import { unlock } from "../../../cli/unlock/unlock.ts";
import { partialEngine } from "../partial-engine.ts";
import { recordingOutput } from "../recording-output.ts";

/** Unlocks where a container of Django answers like this. */
async function unlocked(answer: { exitCode: number; output: string } | undefined, account = "admin") {
  const commands: (readonly string[])[] = [];
  const output = recordingOutput();
  const engine = partialEngine({
    containers: () => Promise.resolve(answer === undefined ? [] : [{ Id: "d1" }]),
    container: () => ({
      execute: ({ command }: { command: readonly string[] }) => {
        commands.push(command);
        return Promise.resolve(answer);
      },
    }),
  });
  const context = {
    engine: () => Promise.resolve(engine),
    deployment: { engineLine: "On the Docker engine at here" },
    output,
  };
  // Of the deployment only its line is needed.
  const success = await unlock(context as never, { stack: "prod", account, address: undefined });
  return { success, commands, out: output.stdout(), error: output.stderr() };
}

it("names the engine, runs the command and says what it said", async () => {
  expect(await unlocked({ exitCode: 0, output: "-a may log in again.\n" }, "-a")).toEqual({
    success: true,
    commands: [["python", "manage.py", "unlock", "--", "-a"]],
    out: "-a may log in again.\n",
    error: "On the Docker engine at here\n",
  });
});

it("fails with Django's words", async () => {
  expect(await unlocked({ exitCode: 1, output: "CommandError: there is no account x\n" })).toMatchObject({
    success: false,
    out: "",
    error: "On the Docker engine at here\nstack prod: there is no account x\n",
  });
});

it("says that an own image has no such command, and that nothing runs", async () => {
  await expect(unlocked({ exitCode: 1, output: "Unknown command: 'unlock'" })).rejects.toThrow(
    /^stack prod: Django's image has no command "unlock"/,
  );
  await expect(unlocked(undefined)).rejects.toThrow("stack prod: is stopped");
});
