import { isDeepStrictEqual } from "node:util";
import { imageNames } from "../../engine/images/image-sources.ts";
import type { Drift } from "../drift/difference.ts";
import { exportedState, expectUnchanged, updateAtWork } from "../drift/exported.ts";
import { findDrift } from "../drift/find.ts";
import { heal } from "../drift/heal.ts";
import { nginxText, renderedText } from "../drift/nginx-text.ts";
import { snapshot, type Compared } from "../drift/snapshot.ts";
import { counted, driftTable } from "../drift/drift-text.ts";
import { toolEngine } from "../deployment/tool-engine.ts";
import { stackReport } from "../deployment/project-stack.ts";
import { setup } from "../setup/setup.ts";
import type { StackReport } from "../deployment/stack-report.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { inBackend } from "../deployment/stack-state.ts";
import { isHeld, isLocked } from "../deployment/stale-locks.ts";
import { buildsImages } from "./start.ts";
import { projectFolder } from "../setup/paths.ts";
import { SetupError } from "../setup/setup-error.ts";

export interface DriftOptions {
  readonly stack: string;
  /** Heals what can be healed without losing data. @default false */
  readonly fix?: boolean;
  /** @default false */
  readonly json?: boolean;
}

/** Exit codes of `npm run drift`. */
const exitCodes = { none: 0, failed: 1, drift: 2 } as const;

/**
 * `npm run drift`: what differs between a stack's state and the engine. Changes nothing unless it is to heal.
 *
 * @returns 0: no drift, or all of it was healed; 1: the healing failed; 2: there is drift
 */
export async function drift({ stack, fix = false, json = false }: DriftOptions): Promise<number> {
  const say = json ? console.error : console.log;
  await setup({ docker: false, quiet: true });
  expectNoUpdate(stack);
  const { drifts, report, ...found } = await compare(stack);
  if (drifts.length > 0) say(driftTable(drifts));
  if (!fix || drifts.length === 0) return end({ stack, drifts, json });

  const byHand = advice(drifts);
  if (byHand.length > 0) {
    say(`Nothing was changed, because something could be lost. First, by hand:`);
    for (const line of byHand) say(`  ${line}`);
    return end({ stack, drifts, json });
  }
  expectDeployed(report, found);
  await setup({ images: buildsImages(report.settings), quiet: true });
  say(`Healing ${counted(drifts)}`);
  const succeeded = await heal({ ...found, docker: toolEngine().docker, drifts, say });
  if (!succeeded) return exitCodes.failed;
  const { drifts: left } = await compare(stack);
  if (left.length > 0) say(driftTable(left));
  return end({ stack, drifts: left, healed: drifts, json });
}

async function compare(stack: string): Promise<Compared & { drifts: readonly Drift[]; report: StackReport }> {
  const { docker } = toolEngine();
  const report = await stackReport(stack);
  // Before the state: what an update has made since then is not taken for something that stands in no state.
  const listed = await docker.listContainers({ all: true });
  const state = await exportedState(stack);
  const engine = await snapshot(docker, { stack, state, listed });
  await expectUnchanged(stack, state);
  const compared: Compared = { stack, state, engine, nginx: nginxText(state.nginx, report) };
  return { ...compared, report, drifts: findDrift(compared) };
}

interface Ending {
  readonly stack: string;
  readonly drifts: readonly Drift[];
  readonly healed?: readonly Drift[];
  readonly json: boolean;
}

function end({ stack, drifts, healed, json }: Ending): number {
  if (json) console.log(JSON.stringify({ stack, drift: drifts.length > 0, drifts, healed }, null, 2));
  else if (drifts.length > 0) console.log(`The stack ${stack} has drifted: ${counted(drifts)}.`);
  else if (healed !== undefined)
    console.log(`Healed: ${counted(healed)}. The stack ${stack} is as it was made.`);
  else console.log(`No drift: the stack ${stack} is as it was made.`);
  return drifts.length > 0 ? exitCodes.drift : exitCodes.none;
}

const advice = (drifts: readonly Drift[]): readonly string[] => [
  ...new Set(drifts.flatMap(({ advice: line }) => line ?? [])),
];

/** While an update is at work nothing is as it was made. */
function expectNoUpdate(stack: string): void {
  if (isHeld(inBackend(stack))) throw updateAtWork(stack);
}

/** Healing is an update: it must not bring along what nobody has deployed yet. */
function expectDeployed(report: StackReport, { state, nginx }: Compared): void {
  const { stack, settings } = report;
  const { images, interrupted } = state;
  if (interrupted || isLocked(inBackend(stack)))
    throw new SetupError(
      `stack ${stack}: an update was interrupted, or is at work on another machine; nothing was healed. Wait for it, or complete it first: npm start -- --stack ${stack}`,
    );
  const wanted = settingsOf(stack, projectFolder);
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
