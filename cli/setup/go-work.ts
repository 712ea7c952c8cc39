import { createInterface } from "node:readline";
import { execa } from "execa";
import type { Report } from "../terminal/step.ts";
import { SetupError } from "./setup-error.ts";

export interface Work {
  /** Source files of each package: compiling takes about as long as there are files. */
  readonly files: ReadonlyMap<string, number>;
  /** Files of packages that Go's cache does not have. */
  readonly outstanding: number;
}

/** Returns the work of a build; the modules that it needs are there afterwards. */
export async function outstanding(
  args: readonly string[],
  options: { readonly cwd: string },
  report: Report,
): Promise<Work> {
  const format = "{{.ImportPath}}|{{len .GoFiles}}|{{.StaleReason}}";
  const list = execa("go", ["list", "-f", format, ...args], options);
  let downloads = 0;
  createInterface({ input: list.stderr }).on("line", (text) => {
    if (text.startsWith("go: downloading")) report.note(`downloaded ${(downloads += 1)} modules`);
  });
  const { stdout } = await runGo(list);
  const files = new Map<string, number>();
  let outstanding = 0;
  for (const line of stdout.split("\n")) {
    const [path = "", count = "0", reason = ""] = line.split("|");
    files.set(path, Number(count));
    // A dependency that is in the cache has no reason to be stale; a program always has.
    if (reason !== "" && !reason.includes("available in build cache")) outstanding += Number(count);
  }
  return { files, outstanding: Math.max(1, outstanding) };
}

/** The subject of a build, and what else a person may install where Go is missing. */
export interface Purpose {
  readonly what: string;
  readonly instead?: string;
}

const toolChain: Purpose = {
  what: "the tool chain",
  instead: "Pulumi (https://www.pulumi.com/docs/install)",
};

/** Awaits a run of Go; its failure is shown with what the compiler said. */
export async function runGo<T>(
  child: Promise<T>,
  messages: readonly string[] = [],
  { what, instead }: Purpose = toolChain,
): Promise<T> {
  try {
    return await child;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ("code" in error && error.code === "ENOENT")
      throw new SetupError(
        `Go is not installed: install Go 1.25 or newer (https://go.dev/dl)${instead === undefined ? "" : `, or ${instead}`}`,
      );
    const own = "stderr" in error && typeof error.stderr === "string" ? error.stderr.split("\n") : messages;
    const lines = own.filter((text) => text !== "" && !text.startsWith("go: downloading"));
    throw new SetupError(`go build of ${what} failed:\n${lines.slice(-20).join("\n") || error.message}`);
  }
}
