import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { defaultHost } from "../setup/engine-ping.ts";
import { pathsOf } from "../setup/paths.ts";
import { reason, SetupError } from "../setup/setup-error.ts";
import { hasPassphrase, toolEnvironment } from "./tool-environment.ts";
import { localStateFile, stateText, type StackName } from "./local-state.ts";
import {
  pulumiIn,
  UnknownStackError,
  type AttachedRun,
  type PreviewRun,
  type Pulumi,
  type PulumiPlace,
  type UpdateOutput,
  type UpdateResult,
} from "./pulumi-process.ts";
import { unchanged } from "./stack-file.ts";
import { parseStackList, type ListedStack } from "./stack-list.ts";
import { parseReport, type StackReport } from "./stack-report.ts";
import { parseState, type StackState } from "./exported-state.ts";
import { lastUpdateIn, parseHistory, type PastUpdate } from "./update-history.ts";

const projectFile = z.object({ name: z.string() });

/** Limits of a refresh. */
export interface RefreshOptions {
  /** URNs of the only resources to look at. @default all */
  readonly targets?: readonly string[];
  /** Forgets creations that did not come to an end. @default false */
  readonly clearPendingCreates?: boolean;
}

/** The stacks of a project in the backend that its environment names. */
export class Deployment {
  /** The folder of Pulumi.yaml. */
  readonly project: string;
  /** Of Pulumi, its plugins and the program. */
  readonly environment: NodeJS.ProcessEnv;
  readonly #pulumi: Pulumi;

  /**
   * @param environment - has everything that Pulumi needs; {@link deploymentIn} fills in what a person has not set
   * @param pulumi - started in place of the command by tests
   */
  constructor({ project, environment }: PulumiPlace, pulumi: Pulumi = pulumiIn({ project, environment })) {
    this.project = project;
    this.environment = environment;
    this.#pulumi = pulumi;
  }

  /** The line that a command says before it changes anything: which engine. */
  get engineLine(): string {
    return `On the Docker engine at ${this.environment.DOCKER_HOST || defaultHost}`;
  }

  /** A stack by its full name. */
  named(stack: string): StackName {
    const text = readFileSync(join(this.project, "Pulumi.yaml"), "utf8");
    return {
      backend: this.environment.PULUMI_BACKEND_URL ?? "",
      project: projectFile.parse(parse(text)).name,
      stack,
    };
  }

  /** Makes a stack where the backend does not have it. Its settings file stays as it is. */
  async ensure(stack: string): Promise<void> {
    // Asking Pulumi takes a second; a backend in a folder has a file per stack.
    const file = localStateFile(this.named(stack));
    if (file !== undefined && existsSync(file)) return;
    try {
      await this.#pulumi.output(["stack", "init", stack, "--no-select"]);
    } catch (error) {
      if (/stack '[^']*' already exists/.test(reason(error))) return;
      throw new SetupError(`stack ${stack}: could not be created: ${reason(error)}`);
    }
  }

  /** The stacks of the backend, by name. */
  async stacks(): Promise<ReadonlyMap<string, ListedStack>> {
    return parseStackList(await this.#pulumi.output(["stack", "ls", "--json"]));
  }

  /** The stack that Pulumi has selected in this folder. */
  async selected(): Promise<string> {
    return (await this.#pulumi.output(["stack", "--show-name"])).trim();
  }

  /**
   * The outputs of a deployed stack, its operators' passwords among them.
   *
   * @throws UnknownStackError with the names that there are
   */
  async report(stack: string): Promise<StackReport> {
    const asked = this.#pulumi.output([
      ...["stack", "output", "--json", "--show-secrets"],
      ...["--stack", stack],
    ]);
    const text = await asked.catch(async (error: unknown) => {
      if (!(error instanceof UnknownStackError)) throw error;
      throw new UnknownStackError(unknownStack(stack, [...(await this.stacks()).keys()]));
    });
    return parseReport(stack, JSON.parse(text));
  }

  /** A stack's state as Pulumi exports it, secrets encrypted. */
  exported(stack: string): Promise<string> {
    return this.#pulumi.output(["stack", "export", "--stack", stack]);
  }

  /**
   * A stack's state as text, secrets encrypted: from the folder of the backend where it is one, else from Pulumi, which
   * takes a second.
   */
  async stored(stack: string): Promise<string> {
    return stateText(this.named(stack)) ?? this.exported(stack);
  }

  /** A stack's state, secrets encrypted; undefined where the backend does not have the stack. */
  async state(stack: string): Promise<StackState | undefined> {
    const text = await unlessUnknown(this.stored(stack), undefined);
    return text === undefined ? undefined : parseState(text);
  }

  /** A stack's state with its secrets in plain text. */
  async openState(stack: string): Promise<StackState> {
    return parseState(await this.#pulumi.output(["stack", "export", "--show-secrets", "--stack", stack]));
  }

  /** The last update of a stack, destructions and refreshes aside; undefined where its last fifty runs have none. */
  async lastUpdate(stack: string): Promise<PastUpdate | undefined> {
    const asked = this.#pulumi.output([
      ...["stack", "history", "--json", "--page-size", "50"],
      ...["--stack", stack],
    ]);
    const text = await unlessUnknown(asked, undefined);
    return text === undefined ? undefined : lastUpdateIn(parseHistory(text));
  }

  /**
   * Runs `pulumi up` or `pulumi destroy` on a stack: first the engine that it changes, then a line per step and the
   * errors at the end.
   *
   * @param args - further options of Pulumi
   */
  update(
    verb: "up" | "destroy",
    stack: string,
    output: UpdateOutput,
    args: readonly string[] = [],
  ): Promise<UpdateResult> {
    output.line(this.engineLine);
    return this.#pulumi.update(verb, stack, args, output);
  }

  /** Previews an update of a stack as it is. The stack's file stays as it is, too: Pulumi would format it anew. */
  preview(stack: string): Promise<PreviewRun> {
    return unchanged(stack, this.project, () => this.#pulumi.preview(stack));
  }

  /**
   * Previews a stack against an empty state that is gone afterwards: the backend does not have the stack, and does not
   * get it.
   */
  async previewBesideState(stack: string): Promise<PreviewRun> {
    const folder = mkdtempSync(join(tmpdir(), "gaara-preview-"));
    const beside = new Deployment({
      project: this.project,
      environment: {
        ...this.environment,
        PULUMI_BACKEND_URL: pathToFileURL(folder).href,
        // A backend that keeps secrets itself needs no passphrase; this one does.
        ...(hasPassphrase(this.environment) ? {} : { PULUMI_CONFIG_PASSPHRASE: randomUUID() }),
      },
    });
    try {
      return await unchanged(stack, this.project, async () => {
        await beside.ensure(stack);
        return beside.preview(stack);
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Runs Pulumi in this terminal with a person's own arguments. */
  attached(args: readonly string[]): Promise<AttachedRun> {
    return this.#pulumi.attached(args);
  }

  /** Brings a stack's state up to date with the engine. */
  async refresh(
    stack: string,
    { targets = [], clearPendingCreates = false }: RefreshOptions = {},
  ): Promise<void> {
    await this.#pulumi.output([
      ...["refresh", "--yes", "--skip-preview"],
      ...(clearPendingCreates ? ["--clear-pending-creates"] : []),
      ...["--stack", stack],
      ...targets.flatMap((urn) => ["--target", urn]),
    ]);
  }

  /** Ends the lock of a run that holds a stack. */
  async cancel(stack: string): Promise<void> {
    await this.#pulumi.output(["cancel", "--yes", "--stack", stack]);
  }

  /** Removes a stack from the backend, whatever its state has. One that is not there is no failure. */
  async remove(stack: string): Promise<void> {
    await unlessUnknown(this.#pulumi.output(["stack", "rm", stack, "--yes", "--force"]), undefined);
  }

  /** Writes secrets into a stack's file, encrypted. */
  async setSecrets(stack: string, secrets: Readonly<Record<string, string>>): Promise<void> {
    const pairs = Object.entries(secrets).flatMap(([key, value]) => ["--secret", `${key}=${value}`]);
    if (pairs.length > 0) await this.#pulumi.output(["config", "set-all", ...pairs, "--stack", stack]);
  }
}

/** The stacks of a project, with the pinned tools and what else a person has not set. */
export const deploymentIn = ({ project, environment }: PulumiPlace): Deployment =>
  new Deployment({ project, environment: toolEnvironment(environment, pathsOf(environment, project)) });

const unknownStack = (stack: string, names: readonly string[]): string =>
  `stack ${stack}: has never been deployed with this state, which ${names.length === 0 ? "has no stack yet" : `has ${names.join(", ")}`}; check the name, or bring it up with: npm start -- --stack ${stack}`;

/** Pulumi's answer about a stack; `otherwise` where the backend does not have the stack. */
export async function unlessUnknown<T, O>(asked: Promise<T>, otherwise: O): Promise<T | O> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UnknownStackError) return otherwise;
    throw error;
  }
}
