import type { FindingKind } from "../doctor/finding.ts";
import { isHeld, isLocked } from "../deployment/stale-locks.ts";

const kind: FindingKind = {
  name: "stale-lock",
  title: "A run that was killed has left its lock",
  page: "docs/runbook.md#an-update-was-interrupted",
  needsEngine: false,
  look(patient) {
    const name = patient.deployment.named(patient.stack);
    if (!isLocked(name) || isHeld(name)) return Promise.resolve([]);
    return Promise.resolve([
      {
        found: `The stack ${patient.stack} is locked, and nobody is at work on it.`,
        next: `npm start -- --stack ${patient.stack} clears it and completes the update`,
      },
    ]);
  },
};

export default kind;
