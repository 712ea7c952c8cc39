import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { completionScript, type Shell } from "../../../cli/completion/scripts.ts";
import { placesOf } from "../../../cli/completion/words.ts";
import { allVerbs, registry } from "../../../cli/registry.ts";
import { temporaryFolder } from "../setup/temporary.ts";

const script = async (shell: Shell) => completionScript(shell, placesOf(await allVerbs()));

/** A folder below one that has the settings files of two stacks. */
function project(): string {
  const folder = temporaryFolder();
  for (const name of ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"])
    writeFileSync(join(folder, name), "");
  const below = join(folder, "a folder");
  mkdirSync(below);
  return below;
}

/** The words that bash offers for a command line; the last one is being typed. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await execa("bash", ["--noprofile", "--norc", "-s", "--", ...words], {
    cwd: project(),
    input: `${await script("bash")}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
complete -p gaara >&2
_gaara
printf '%s\n' "\${COMPREPLY[@]}"`,
  });
  return stdout.split("\n").filter((word) => word !== "");
}

const benchmarks = Object.keys(registry).flatMap((name) => name.split("bench ").slice(1));

describe("completion in bash", () => {
  it.each([
    [
      ["gaara", "ro"],
      ["rollback", "rotate"],
    ],
    [
      ["gaara", "staging", ""],
      ["up", "down", "list", "sweep"],
    ],
    [
      ["gaara", "staging", "sweep", "--"],
      ["--older-than", "--dry-run", "--help"],
    ],
    [
      ["gaara", "bench", ""],
      ["--rounds", "--save", "--check", "--json", "--help", ...benchmarks],
    ],
    [["gaara", "completion", "z"], ["zsh"]],
    [
      ["gaara", "verify", "--stack", ""],
      ["dev", "prod"],
    ],
    [["gaara", "verify", "--stack", "p"], ["prod"]],
    [["gaara", "verify", "--stack", "dev", "--j"], ["--json"]],
    [["gaara", "pulumi", "sta"], []],
  ])("offers after %j: %j", async (words, wanted) => {
    expect(await offered(...words)).toEqual(wanted);
  });

  it("offers every verb", async () => {
    const first = (await allVerbs()).map(({ name }) => name.split(" ")[0]);
    expect(new Set(await offered("gaara", ""))).toEqual(new Set(first));
  });
});

/** Verbs of which a snapshot is kept: one of each form. */
const forms = ["stop", "rollback", "staging up", "completion", "pulumi"];

describe("completion in other shells", () => {
  it.each(["zsh", "fish"] as const)("is the same in %s", async (shell) => {
    const verbs = (await allVerbs()).filter(({ name }) => forms.includes(name));
    const text = completionScript(shell, placesOf(verbs));
    await expect(`${text}\n`).toMatchFileSnapshot(`completion.${shell}`);
  });

  it.each(["bash", "zsh", "fish"] as const)(
    "is a script that %s can read, where it is installed",
    async (shell) => {
      const file = join(temporaryFolder(), "script");
      writeFileSync(file, `${await script(shell)}\n`);
      const { exitCode, stderr, code } = await execa(shell, ["-n", file], { reject: false });
      if (code !== "ENOENT") expect([exitCode, stderr]).toEqual([0, ""]);
    },
  );
});
