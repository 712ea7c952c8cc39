import { freemem } from "node:os";
import type { Problem } from "../config/problems.ts";
import { services } from "../config/services/index.ts";
import { mebibytes } from "../config/values.ts";
import { label } from "../model/labels.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { ListedContainer } from "./answers/container.ts";
import type { Engine } from "./engine.ts";

const mebibyte = 1024 * 1024;

/** The second version of the applications may need this much more than the first one uses now. */
const headroom = 1.25;

/**
 * Checks that the memory suffices for an update, which runs two versions of the applications at once: a machine that
 * runs out of it kills processes at random, perhaps the version that serves. The engine takes a second to say what
 * containers use, so it is not asked where there is room for all that they may use.
 */
export async function checkMemory(engine: Engine, model: StackModel): Promise<readonly Problem[]> {
  const most = limitOf(model);
  if (engine.isLocal && most <= freemem()) return [];
  const { stack } = model;
  const running = await engine.containers({ running: true });
  const applications = running.filter(
    ({ Labels }) => Labels[label.stack] === stack && isApplication(Labels[label.service]),
  );
  if (applications.length === 0) return [];
  const needed = Math.min(most, headroom * (await usage(engine, applications)));
  const left = engine.isLocal ? freemem() : (await total(engine)) - (await usage(engine, running));
  return needed <= left
    ? []
    : [
        {
          path: "memory",
          message: `found ${inMegabytes(left)} left on the engine's host, expected ${inMegabytes(needed)} or more: an update runs both versions of the applications for a while; stop something else, or set fewer gaara:replicas`,
        },
      ];
}

/** Bytes that all applications of the next version may use at most. */
const limitOf = ({ services: all }: StackModel): number =>
  Object.values(all)
    .filter(({ definition }) => definition.kind === "application")
    .reduce(
      (sum, { containers, limits }) => sum + containers.length * mebibytes(limits.memory) * mebibyte,
      0,
    );

const isApplication = (service: string | undefined): boolean =>
  Object.entries(services).some(([key, { kind }]) => key === service && kind === "application");

/** Bytes; an engine that does not say has enough. */
const total = async (engine: Engine): Promise<number> => (await engine.info()).MemTotal ?? Infinity;

/** Bytes that containers use. */
async function usage(engine: Engine, containers: readonly ListedContainer[]): Promise<number> {
  const used = await Promise.all(containers.map(({ Id }) => engine.container(Id).memory()));
  return used.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
}

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / mebibyte)} MB`;
