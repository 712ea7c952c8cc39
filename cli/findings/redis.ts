import { troublesOfRedis } from "../../engine/redis-state.ts";
import type { FindingKind } from "../doctor/finding.ts";

const kind: FindingKind = {
  name: "redis",
  title: "Redis is full, or cannot write to its disk",
  page: "docs/runbook.md#redis-refuses-writes",
  needsEngine: true,
  async look({ engine, stack }) {
    const troubles = await troublesOfRedis(await engine(), stack);
    return troubles.map((trouble) => ({
      found: `${trouble}.`,
      next: `docker logs --tail 50 $(docker ps --quiet --filter label=com.gaara.stack=${stack} --filter label=com.gaara.service=redis)`,
    }));
  },
};

export default kind;
