import { isDeepStrictEqual } from "node:util";
import { resolveStack } from "../../model/resolve.ts";
import { settledJobs } from "../../engine/settled-jobs.ts";
import { imageNames } from "../../engine/images/image-sources.ts";
import type { Drift } from "./difference.ts";
import { exportedState, expectUnchanged, updateAtWork } from "./unchanged-state.ts";
import { findDrift } from "./find-drift.ts";
import { heal } from "./heal.ts";
import { deployedText, renderedText } from "./nginx-text.ts";
import { snapshot, type Compared } from "./snapshot.ts";
import { counted, driftTable } from "./drift-text.ts";
import { setup } from "../setup/setup.ts";
import type { StackReport } from "../deployment/stack-report.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { isHeld, isLocked } from "../deployment/stale-locks.ts";
import type { Context } from "../context.ts";
import type { Engine } from "../../engine/engine.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { buildsImages } from "../images/builds-images.ts";
import type { Output } from "../output.ts";
import { SetupError } from "../setup/setup-error.ts";

export interface DriftOptions {
  readonly stack: string;
  /** Heals what can be healed without losing data. */
  readonly fix: boolean;
  readonly json: boolean;
}

/**
 * Finds what differs between a stack's state and the engine. Changes nothing unless it is to heal.
 *
 * @returns good: no drift, or all of it was healed; failed: the healing failed; differs: there is drift
 */
export async function drift(context: Context, { stack, fix, json }: DriftOptions): Promise<ExitCode> {
  const { deployment, output } = context;
  const say = output.line;
  const engine = await context.engine();
  await setup(context, { docker: false, quiet: true });
  expectNoUpdate(deployment, stack);
  const { drifts, report, ...found } = await compare(engine, deployment, stack);
  if (drifts.length > 0) say(driftTable(drifts));
  if (!fix || drifts.length === 0) return end(output, { stack, drifts, json });

  const byHand = advice(drifts);
  if (byHand.length > 0) {
    say(`Nothing was changed, because something could be lost. First, by hand:`);
    for (const line of byHand) say(`  ${line}`);
    return end(output, { stack, drifts, json });
  }
  expectDeployed(deployment, report, found);
  await setup(context, { images: buildsImages(report.settings), quiet: true });
  say(deployment.engineLine);
  say(`Healing ${counted(drifts)}`);
  const succeeded = await heal({ ...found, docker: engine, deployment, drifts, output });
  if (!succeeded) return exitCode.failed;
  const { drifts: left } = await compare(engine, deployment, stack);
  if (left.length > 0) say(driftTable(left));
  return end(output, { stack, drifts: left, healed: drifts, json });
}

async function compare(
  engine: Engine,
  deployment: Deployment,
  stack: string,
): Promise<Compared & { drifts: readonly Drift[]; report: StackReport }> {
  const report = await deployment.report(stack);
  // Before the state: what an update has made since then is not taken for something that stands in no state.
  const listed = await engine.containers();
  const state = await exportedState(deployment, stack);
  const found = await snapshot(engine, { stack, state, listed });
  await expectUnchanged(deployment, stack, state);
  const settled = await settledJobs(engine, resolveStack(stack, report.settings));
  const compared: Compared = { stack, state, engine: found, nginx: deployedText(state, report), settled };
  return { ...compared, report, drifts: findDrift(compared) };
}

interface Ending {
  readonly stack: string;
  readonly drifts: readonly Drift[];
  readonly healed?: readonly Drift[];
  readonly json: boolean;
}

function end(output: Output, { stack, drifts, healed, json }: Ending): ExitCode {
  if (json) output.json({ stack, drift: drifts.length > 0, drifts, healed });
  else if (drifts.length > 0) output.line(`The stack ${stack} has drifted: ${counted(drifts)}.`);
  else if (healed !== undefined)
    output.line(`Healed: ${counted(healed)}. The stack ${stack} is as it was made.`);
  else output.line(`No drift: the stack ${stack} is as it was made.`);
  return drifts.length > 0 ? exitCode.differs : exitCode.good;
}

const advice = (drifts: readonly Drift[]): readonly string[] => [
  ...new Set(drifts.flatMap(({ advice: line }) => line ?? [])),
];

/** While an update is at work nothing is as it was made. */
function expectNoUpdate(deployment: Deployment, stack: string): void {
  if (isHeld(deployment.named(stack))) throw updateAtWork(stack);
}

/** Healing is an update: it must not bring along what nobody has deployed yet. */
function expectDeployed(deployment: Deployment, report: StackReport, { state, nginx }: Compared): void {
  const { stack, settings } = report;
  const { images, interrupted } = state;
  if (interrupted || isLocked(deployment.named(stack)))
    throw new SetupError(
      `stack ${stack}: an update was interrupted, or is at work on another machine; nothing was healed. Wait for it, or complete it first: npm start -- --stack ${stack}`,
    );
  const wanted = settingsOf(stack, deployment.project);
  const names = Object.values(imageNames(wanted));
  const rebuilt = images.filter(({ inputs }) => !names.includes(inputs.name));
  if (
    isDeepStrictEqual(JSON.parse(JSON.stringify(wanted)), JSON.parse(JSON.stringify(settings))) &&
    rebuilt.length === 0 &&
    renderedText(report) === nginx
  )
    return;
  throw new SetupError(
    `stack ${stack}: settings or sources are other than what is deployed, and healing would deploy them; nothing was changed. Deploy them first (npm start -- --stack ${stack}), or take them back`,
  );
}
