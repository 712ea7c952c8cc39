import type { FindingKind } from "../doctor/finding.ts";
import { stateText } from "../deployment/local-state.ts";
import { nameOf } from "../deployment/recover.ts";
import { isHeld } from "../deployment/stale-locks.ts";

const kind: FindingKind = {
  name: "left-containers",
  title: "Containers that no state knows",
  page: "docs/runbook.md#an-update-was-interrupted",
  needsEngine: true,
  async look(patient) {
    const { stack } = patient;
    const name = patient.deployment.named(stack);
    // An update writes a container down only after it has made it.
    if (isHeld(name)) return [];
    const containers = await (await patient.engine()).containers({ stack });
    // A state elsewhere is not asked for: that takes Pulumi, and `drift` does it.
    const state = stateText(name);
    const left = state === undefined ? [] : containers.filter(({ Id }) => !state.includes(Id));
    if (left.length === 0) return [];
    return [
      {
        found: `${left.map(nameOf).sort().join(", ")}: with the label of the stack ${stack}, but not in its state.`,
        next: `npm start -- --stack ${stack} removes what a killed run has left, and says so if it is another state's`,
      },
    ];
  },
};

export default kind;
