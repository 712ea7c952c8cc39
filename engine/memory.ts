import { freemem } from "node:os";
import type { Problem } from "../config/problems.ts";
import { services } from "../config/services/index.ts";
import { label } from "../model/labels.ts";
import type { ListedContainer } from "./answers/container.ts";
import type { Engine } from "./engine.ts";

const mebibyte = 1024 * 1024;

/** The second version of the applications may need this much more than the first one uses now. */
const headroom = 1.25;

/**
 * Checks that the memory suffices for an update, which runs two versions of the applications at once: a machine that
 * runs out of it kills processes at random, perhaps the version that serves.
 */
export async function checkMemory(engine: Engine, stack: string): Promise<readonly Problem[]> {
  const running = await engine.containers({ running: true });
  const applications = running.filter(
    ({ Labels }) => Labels[label.stack] === stack && isApplication(Labels[label.service]),
  );
  if (applications.length === 0) return [];
  const needed = headroom * (await usage(engine, applications));
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
