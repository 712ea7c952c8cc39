import engineSilent from "../findings/engine-silent.ts";
import leftContainers from "../findings/left-containers.ts";
import overcommit from "../findings/overcommit.ts";
import redis from "../findings/redis.ts";
import restartLoop from "../findings/restart-loop.ts";
import sortOrder from "../findings/sort-order.ts";
import staleLock from "../findings/stale-lock.ts";
import unhealthy from "../findings/unhealthy.ts";
import type { FindingKind } from "./finding.ts";

/** Everything that `doctor` looks for, in this order. */
export const findings: readonly FindingKind[] = [
  engineSilent,
  staleLock,
  leftContainers,
  restartLoop,
  unhealthy,
  redis,
  sortOrder,
  overcommit,
];
