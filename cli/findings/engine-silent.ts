import { setTimeout as pause } from "node:timers/promises";
import type { FindingKind } from "../doctor/finding.ts";
import { reason } from "../setup/setup-error.ts";

/** An engine that needs longer than this is of no use to an update either. @remarks milliseconds */
const patience = 10_000;

const kind: FindingKind = {
  name: "engine-silent",
  title: "The Docker engine does not answer",
  page: "docs/runbook.md#the-engine-does-not-answer",
  needsEngine: false,
  async look({ engine, environment }) {
    const timeout = new AbortController();
    const late = pause(patience, undefined, { signal: timeout.signal }).then(() => {
      throw new Error(`no answer within ${patience / 1000} s`);
    });
    try {
      await Promise.race([engine().then((found) => found.ping()), late]);
      return [];
    } catch (error) {
      const address = environment.DOCKER_HOST ?? "the default socket";
      return [
        {
          found: `${address}: ${reason(error)}.`,
          next: "docker info; another engine: DOCKER_HOST, docker:host",
        },
      ];
    } finally {
      timeout.abort();
      late.catch(() => undefined);
    }
  },
};

export default kind;
