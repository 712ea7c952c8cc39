import { performance } from "node:perf_hooks";
import type Docker from "dockerode";
import picocolors from "picocolors";
import { label } from "../../model/labels.ts";
import { toolEngine } from "../deployment/tool-engine.ts";
import { stackReport } from "../deployment/project-stack.ts";
import { setup } from "../setup/setup.ts";
import type { StackReport } from "../deployment/stack-report.ts";
import { SetupError } from "../setup/setup-error.ts";
import { checksOf } from "../checks/checks.ts";
import { verifyContext } from "../checks/context.ts";
import { reportText } from "../checks/report.ts";
import { runChecks } from "../checks/run.ts";
import { openTunnels } from "../checks/tunnels.ts";

export interface VerifyOptions {
  readonly stack: string;
  /** Prints the results as JSON instead of lines. @default false */
  readonly json?: boolean;
}

/**
 * `npm run verify`: asks a running stack everything that the source document's verification and checklist ask.
 *
 * @returns whether every check passed
 */
export async function verify({ stack, json = false }: VerifyOptions): Promise<boolean> {
  await setup({ docker: false, quiet: true });
  return verifyReport(await stackReport(stack), json);
}

/** The same for a stack whose outputs are at hand. */
export async function verifyReport(report: StackReport, json = false): Promise<boolean> {
  const { docker, host, ssh } = toolEngine();
  await expectContainers(docker, report.stack);
  const tunnels = ssh === undefined ? undefined : await openTunnels(ssh, report.ports);
  const context = verifyContext(report, docker, host, tunnels);
  const start = performance.now();
  const results = await runChecks(checksOf(context), context);
  const milliseconds = Math.round(performance.now() - start);
  const passed = results.every((result) => result.passed);
  if (json)
    console.log(JSON.stringify({ stack: report.stack, passed, milliseconds, checks: results }, null, 2));
  else console.log(reportText(results, milliseconds, picocolors));
  return passed;
}

/** A stopped stack is one sentence, not thirty failed checks. */
async function expectContainers(docker: Docker, stack: string): Promise<void> {
  const filters = JSON.stringify({ label: [`${label.stack}=${stack}`] });
  if ((await docker.listContainers({ all: true, filters })).length === 0)
    throw new SetupError(`stack ${stack}: is stopped; start it with: npm start -- --stack ${stack}`);
}
