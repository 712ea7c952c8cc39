import type { FindingKind } from "../doctor/finding.ts";
import { nameOf } from "../deployment/recover.ts";

const kind: FindingKind = {
  name: "unhealthy",
  title: "A container does not pass its health check",
  page: "docs/runbook.md#a-container-does-not-start",
  needsEngine: true,
  async look({ engine, stack }) {
    const listed = await (await engine()).containers({ stack, running: true });
    return listed
      .filter(({ Status }) => Status.includes("(unhealthy)"))
      .map((container) => ({
        found: `${nameOf(container)}: ${container.Status}.`,
        next: `docker inspect ${nameOf(container)} --format '{{json .State.Health}}'`,
      }));
  },
};

export default kind;
