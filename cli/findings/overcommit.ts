import type { FindingKind } from "../doctor/finding.ts";
import { overcommitAdvice, overcommitFix } from "../setup/overcommit.ts";

const kind: FindingKind = {
  name: "overcommit",
  title: "The kernel may refuse Redis a copy of itself",
  page: "docs/runbook.md#redis-refuses-writes",
  needsEngine: true,
  async look({ engine }) {
    // The setting of another machine cannot be read from here.
    const advice = (await engine()).isLocal ? overcommitAdvice() : undefined;
    return advice === undefined ? [] : [{ found: `${advice}.`, next: overcommitFix, isAdvice: true }];
  },
};

export default kind;
