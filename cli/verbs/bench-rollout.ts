import { exitCode } from "../exit-code.ts";
import { count, jsonOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "bench rollout",
  summary: "what callers see while a stack under constant load is changed",
  heading: "Work on the project",
  page: "docs/rollouts.md",
  options: { changes: count("how often by each mechanism", 20), json: jsonOption },
  async run(context, { changes, json }) {
    const { output } = context;
    const { setup } = await import("../setup/setup.ts");
    const { inClone } = await import("../../testbed/in-clone.ts");
    const { measureRollouts } = await import("../../bench/rollouts.ts");
    const { rolloutTable } = await import("../../bench/rollout-table.ts");
    await setup(context);
    const rollouts = await inClone((clone) => measureRollouts(clone, changes));
    if (json) output.json(rollouts);
    else output.line(rolloutTable(rollouts));
    return exitCode.good;
  },
});
