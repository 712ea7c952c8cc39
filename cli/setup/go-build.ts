import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import type { Report } from "../terminal/step.ts";
import { withLock } from "./file-lock.ts";
import type { Paths } from "./paths.ts";
import { outstanding, runGo } from "./go-work.ts";
import { leanModules } from "./lean-modules.ts";
import type { LeanModule } from "./left-out.ts";
import { reason, SetupError } from "./setup-error.ts";
import { toolVersions } from "./tool-versions.ts";
import { leanMark } from "./whole-pulumi.ts";

/** A program of the tool chain, by the package that `go build` makes it from. */
export interface GoProgram {
  readonly package: string;
  /** Path of the executable. */
  readonly target: string;
  /** Parts of its modules that are not compiled. @default none */
  readonly without?: readonly LeanModule[];
  /**
   * True for a program that lacks something, which is marked so that it can be told from a whole one; false for one
   * that takes its place. @default the two are the same
   */
  readonly lean?: boolean;
}

/** Measured with an empty cache; the compiler uses as many cores as there are, up to a point. */
const measured = { seconds: 150, files: 8900, cores: 2 };

const secondsFor = (files: number): number =>
  (measured.seconds * files * measured.cores) / measured.files / Math.min(availableParallelism(), 8);

/**
 * Builds programs of the tool chain in one go, so that they share what they have in common. They appear at their place
 * whole or not at all; two set-ups at once build once.
 */
export async function buildWithGo(
  programs: readonly GoProgram[],
  paths: Paths,
  report: Report,
): Promise<void> {
  const output = `${dirname(paths.bin)}/building`;
  await withLock(
    `${dirname(paths.bin)}.lock`,
    async () => {
      const missing = programs.filter((program) => !isThere(program));
      if (missing.length === 0) return;
      // What an interrupted build left; its compiled packages stay in Go's own cache.
      rmSync(output, { recursive: true, force: true });
      mkdirSync(output, { recursive: true });
      await compile(missing, output, paths, report);
      for (const { package: source, target, lean } of missing) {
        mkdirSync(dirname(target), { recursive: true });
        // A lean program is never without its mark: an interruption leaves a mark too many, and the program is built.
        if (lean === true) writeFileSync(leanMark(target), "");
        place(join(output, basename(source)), target);
        if (lean === false) rmSync(leanMark(target), { force: true });
      }
      rmSync(output, { recursive: true, force: true });
    },
    (pid) => report.note(`waiting for another set-up (process ${pid}) that builds it`),
  );
}

const isThere = ({ target, lean }: GoProgram): boolean =>
  existsSync(target) && (lean !== false || !existsSync(leanMark(target)));

/** Puts a program in place whole: copied first, as PULUMI_HOME may be on another disk. */
function place(program: string, target: string): void {
  const draft = `${target}.new`;
  try {
    copyFileSync(program, draft);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new SetupError(`${target}: cannot be written (${reason(error)})`);
  }
}

async function compile(
  programs: readonly GoProgram[],
  output: string,
  { project, goSources }: Paths,
  report: Report,
): Promise<void> {
  const packages = programs.map((program) => program.package);
  const versions = toolVersions(project);
  const variables = {
    "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${versions.pulumi}`,
    "gaara/toolchain/versions.Docker": versions.docker,
    "gaara/toolchain/versions.Random": versions.random,
  };
  const linkerFlags = [
    "-s",
    "-w",
    ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`),
  ];
  const options = {
    cwd: goSources,
    env: { ...portable, ...withoutCollecting },
    cleanup: true,
  };

  report.note("downloading modules");
  report.remaining(secondsFor(measured.files));
  const without = [...new Set(programs.flatMap((program) => program.without ?? []))];
  const file = await leanModules(without, join(output, "lean"), options);
  const flags = [`-modfile=${file}`, "-mod=readonly", "-trimpath", "-buildvcs=false", "-tags=no_compose"];
  const work = await outstanding([...flags, "-deps", ...packages], options, report);
  const estimate = secondsFor(work.outstanding);
  report.remaining(linkingSeconds + estimate);
  report.note("compiling");

  // With -v, Go names each package as it compiles it.
  const build = execa(
    "go",
    ["build", ...flags, "-v", `-ldflags=${linkerFlags.join(" ")}`, "-o", `${output}/`, ...packages],
    { ...options, buffer: { stdout: true, stderr: false } },
  );
  const started = Date.now();
  let compiled = 0;
  const messages: string[] = [];
  createInterface({ input: build.stderr }).on("line", (text) => {
    const files = work.files.get(text);
    if (files === undefined) {
      messages.push(text);
      return;
    }
    compiled += files;
    const part = compiled / work.outstanding;
    report.note(part < 1 ? `${Math.floor(part * 100)} % compiled` : "linking");
    // What this machine has shown so far says more than the estimate, the more of it there is.
    const shown = (Date.now() - started) / 1000 / part;
    report.remaining(linkingSeconds + (1 - part) * (part * shown + (1 - part) * estimate));
  });
  await runGo(build, messages);
}

/** Without C the programs need no compiler but Go's, and run on any libc. */
const portable = { CGO_ENABLED: "0", GOFLAGS: "" };

/**
 * The compiler is started for each package and is soon over: collecting its garbage is a quarter of its work. It still
 * does so before it takes more memory than this.
 */
const withoutCollecting = { GOGC: "off", GOMEMLIMIT: "1GiB" };

const linkingSeconds = 10;
