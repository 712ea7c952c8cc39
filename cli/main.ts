import { Command } from "commander";
import { ConfigurationError } from "../config/problems.ts";
import { projectFolder } from "./setup/paths.ts";
import { SetupError } from "./setup/setup-error.ts";

/** What `npm run` starts, through bootstrap.mjs. A verb's module is loaded when it is called: most need few of the packages. */
const program = new Command("npm run").enablePositionalOptions().showHelpAfterError();

program.hook("preAction", async (_program, action) => {
  const { stackOfVerb, turnToEngineOf } = await import("./deployment/stack-engine.ts");
  const place = stackOfVerb([action.parent?.name() ?? "", action.name()], action.opts());
  if (place !== undefined) turnToEngineOf(place, projectFolder);
});

program
  .command("setup")
  .description("the tool chain alone; prints the variables for a plain `pulumi up`")
  .action(async () => {
    const { setup, printVariables } = await import("./setup/setup.ts");
    await setup();
    printVariables();
  });

program
  .command("start")
  .description("everything from a fresh machine to a verified stack and its addresses")
  .option("--stack <name>", "the stack", "dev")
  .action(async (options: { stack: string }) => {
    const { start } = await import("./verbs/start.ts");
    process.exitCode = (await start(options)) ? 0 : 1;
  });

program
  .command("stop")
  .description("ends a stack's containers and network, keeps its data and the secrets that open it")
  .option("--stack <name>", "the stack", "dev")
  .option("--volumes", "ends the data and the secrets too")
  .action(async (options: { stack: string; volumes?: boolean }) => {
    const { stop } = await import("./verbs/stop.ts");
    process.exitCode = (await stop(options)) ? 0 : 1;
  });

program
  .command("rollback")
  .description("back to the last version that was healthy before the present one")
  .argument("[service]", "the only application whose image goes back; without, all of them and the settings")
  .option("--stack <name>", "the stack", "dev")
  .option("--list", "only shows the versions that are kept, * at the present one")
  .action(async (service: string | undefined, { stack, list }: { stack: string; list?: boolean }) => {
    const { listVersions, rollback } = await import("./verbs/rollback.ts");
    if (list) await listVersions(stack);
    else process.exitCode = (await rollback({ stack, service })) ? 0 : 1;
  });

program
  .command("images")
  .description("builds images for stacks that take them from a registry")
  .command("push")
  .description("builds, pushes, and writes the digests into a stack's settings")
  .requiredOption("--registry <registry>", "host, port and path in front of the images' names")
  .option("--stack <name>", "the stack that is to take them", "prod")
  .option("--from <name>", "the stack whose settings say what is built", "dev")
  .action(async (options: { registry: string; stack: string; from: string }) => {
    const { pushImages } = await import("./verbs/images.ts");
    await pushImages(options);
  });

program
  .command("test")
  .description("set-up and every test; ends with one line of counts")
  .action(async () => {
    const { test } = await import("./verbs/test.ts");
    process.exitCode = (await test()) ? 0 : 1;
  });

program
  .command("screenshot")
  .description("pictures of a running stack's page under docs")
  .option("--stack <name>", "the stack", "dev")
  .action(async (options: { stack: string }) => {
    const { screenshot } = await import("./verbs/screenshot.ts");
    await screenshot(options);
  });

program
  .command("pulumi")
  .description("the pinned Pulumi with its environment: up, preview, destroy, stack ls …")
  .argument("[args...]")
  .passThroughOptions()
  .allowUnknownOption()
  .helpOption(false)
  .action(async (args: string[]) => {
    const { pulumi } = await import("./verbs/pulumi.ts");
    process.exitCode = await pulumi(args);
  });

program
  .command("preview")
  .description("what an update would change, as a comment for people; exit code 3 if it can lose data")
  .option("--stack <name>", "the stack", "dev")
  .option("--markdown <file>", "writes the comment to a file")
  .option("--json", "machine-readable, the comment among it")
  .option("--allow-data-loss", "losing data is meant: exit code 0")
  .action(async (options: { stack: string; markdown?: string; json?: boolean; allowDataLoss?: boolean }) => {
    const { preview } = await import("./verbs/preview.ts");
    process.exitCode = await preview(options);
  });

program
  .command("verify")
  .description("checks a running stack from the outside")
  .option("--stack <name>", "the stack", "dev")
  .option("--json", "machine-readable")
  .action(async (options: { stack: string; json?: boolean }) => {
    const { verify } = await import("./verbs/verify.ts");
    process.exitCode = (await verify(options)) ? 0 : 1;
  });

program
  .command("drift")
  .description("what differs between a stack and the engine; exit code 2 when anything does")
  .option("--stack <name>", "the stack", "dev")
  .option("--fix", "heals what can be healed without losing data")
  .option("--json", "machine-readable")
  .action(async (options: { stack: string; fix?: boolean; json?: boolean }) => {
    const { drift } = await import("./verbs/drift.ts");
    process.exitCode = await drift(options);
  });

program
  .command("rotate")
  .description("renews generated secrets without anybody noticing")
  .argument("[names...]", "secrets, as gaara:rotate knows them")
  .option("--stack <name>", "the stack", "dev")
  .option("--all", "every one that can be renewed")
  .option("--revoke", "ends the old values when everybody has the new ones")
  .action(async (names: string[], options: { stack: string; all?: boolean; revoke?: boolean }) => {
    const { rotate } = await import("./verbs/rotate.ts");
    process.exitCode = (await rotate({ names, ...options })) ? 0 : 1;
  });

program
  .command("render")
  .description("every derived artefact of a stack as files, without any engine")
  .option("--stack <name>", "the stack", "dev")
  .requiredOption("--out <folder>", "where to write them")
  .action(async (options: { stack: string; out: string }) => {
    const { render } = await import("./verbs/render.ts");
    await render(options, projectFolder);
  });

program
  .command("docs")
  .description("brings the generated sections of the documentation up to date")
  .action(async () => {
    const { docs } = await import("./verbs/docs.ts");
    docs(projectFolder);
  });

program
  .command("workflows")
  .description("actionlint over the workflows of GitHub")
  .argument("[args...]")
  .passThroughOptions()
  .allowUnknownOption()
  .action(async (args: string[]) => {
    const { checkWorkflows } = await import("./verbs/workflows.ts");
    process.exitCode = await checkWorkflows(args);
  });

const ci = program.command("ci").description("steps of the workflows; they run without GitHub, too");

ci.command("stacks")
  .description("names of the stacks that have a settings file, as the output `stacks`")
  .action(async () => {
    const { stacks } = await import("./ci/stacks.ts");
    stacks();
  });

ci.command("ssh")
  .description("hands DOCKER_SSH_KEY to an SSH agent for the job's later steps")
  .action(async () => {
    const { ssh } = await import("./ci/ssh.ts");
    await ssh();
  });

ci.command("registry")
  .description("logs the job's later steps in at the registries of DOCKER_AUTH_CONFIG")
  .action(async () => {
    const { registry } = await import("./ci/registry.ts");
    registry();
  });

ci.command("ready")
  .description("whether the secrets are there, and the stack in the backend, as the output `ready`")
  .option("--stack <name>", "a stack that has to be there")
  .action(async ({ stack }: { stack?: string }) => {
    const { ready } = await import("./ci/ready.ts");
    await ready(stack);
  });

ci.command("comment")
  .description("writes or edits the pull request's one comment about something")
  .requiredOption("--about <what>", "what it is about")
  .requiredOption(
    "--file <markdown>",
    "its text; a file that is missing says that what should have written it failed",
  )
  .action(async (options: { about: string; file: string }) => {
    const { comment } = await import("./ci/comment.ts");
    await comment(options);
  });

ci.command("staged")
  .description("the pull request's one comment about its staging copy")
  .argument("<branch>", "the branch that it was made for")
  .action(async (branch: string) => {
    const { staged } = await import("./ci/staged.ts");
    await staged(branch);
  });

ci.command("drift")
  .description("npm run drift, and one issue about what it found")
  .requiredOption("--stack <name>", "the stack")
  .action(async ({ stack }: { stack: string }) => {
    const { drift } = await import("./ci/drift.ts");
    process.exitCode = await drift(stack);
  });

ci.command("approval")
  .description("whether an environment has required reviewers, as the output `approval`")
  .requiredOption("--environment <name>", "the environment")
  .action(async ({ environment }: { environment: string }) => {
    const { approval } = await import("./ci/approval.ts");
    await approval(environment);
  });

const bench = program
  .command("bench")
  .enablePositionalOptions()
  .description("speed, as ratios to Docker Compose v2 and to an empty Pulumi program")
  .option("--rounds <number>", "how often each thing is measured", Number, 3)
  .option("--json", "machine-readable")
  .action(async (options: { rounds: number; json?: boolean }) => {
    const { bench: measure } = await import("./verbs/bench.ts");
    await measure(options);
  });

bench
  .command("rollout")
  .description("what callers see while a stack under constant load is changed")
  .option("--changes <number>", "how often by each mechanism", Number, 20)
  .option("--json", "machine-readable")
  .action(async (options: { changes: number; json?: boolean }) => {
    const { benchRollout } = await import("./verbs/bench-rollout.ts");
    await benchRollout(options);
  });

const staging = program
  .command("staging")
  .description("whole stacks for branches, beside the others on one engine");

staging
  .command("up")
  .description("brings the stack of a branch up, or up to date; its address is the last line")
  .argument("<name>", "the branch, or any other name")
  .option("--json", "only what the stack is, machine-readable; everything else goes to standard error")
  .action(async (name: string, { json = false }: { json?: boolean }) => {
    const { stagingUp } = await import("./verbs/staging.ts");
    process.exitCode = (await stagingUp(name, json)) ? 0 : 1;
  });

staging
  .command("down")
  .description("removes the stack of a branch with everything that belongs to it")
  .argument("<name>", "as `up` was told, or the stack's name as `list` has it")
  .action(async (name: string) => {
    const { down } = await import("./verbs/staging-down.ts");
    process.exitCode = (await down(name)) ? 0 : 1;
  });

staging
  .command("list")
  .description("age, owner, address and health of every ephemeral stack")
  .option("--json", "machine-readable")
  .action(async ({ json = false }: { json?: boolean }) => {
    const { list } = await import("./verbs/staging-list.ts");
    await list(json);
  });

staging
  .command("sweep")
  .description("removes the stacks that nobody has brought up for a while")
  .requiredOption("--older-than <age>", "for example 3d or 12h")
  .option("--dry-run", "only says what would go")
  .action(async (options: { olderThan: string; dryRun?: boolean }) => {
    const { sweep } = await import("./verbs/staging-sweep.ts");
    process.exitCode = (await sweep(options)) ? 0 : 1;
  });

const checks = {
  format: ["formats every file, or with --check says which are not", "prettier", ["--write", "."]],
  lint: ["the linter", "eslint", ["."]],
  types: ["the type check", "tsc", ["--noEmit"]],
  unit: ["tests without an engine, with coverage", "vitest", ["run", "--project", "unit", "--coverage"]],
  engine: ["tests on real containers", "vitest", ["run", "--project", "engine"]],
} as const;

for (const [verb, [description, command, fixed]] of Object.entries(checks))
  program
    .command(verb)
    .description(description)
    .argument("[args...]")
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (args: string[]) => {
      const { runPackaged } = await import("./setup/packaged.ts");
      process.exitCode = await runPackaged(command, [...fixed, ...args]);
    });

try {
  await program.parseAsync();
} catch (error) {
  // An error that is meant for people says what to do; its stack would only hide that.
  if (!(error instanceof SetupError || error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
