import { benchmarkOptions, count } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "bench rollout",
  summary: "what callers see while a stack under constant load is changed",
  heading: "Work on the project",
  page: "docs/rollouts.md",
  options: { changes: count("how often by each mechanism", 20), ...benchmarkOptions },
  async run(context, { changes, ...options }) {
    const { benchmark } = await import("../../bench/benchmark.ts");
    const { inClone } = await import("../../testbed/in-clone.ts");
    const { measureRollouts } = await import("../../bench/rollouts.ts");
    const { rolloutRows } = await import("../../bench/rollout-rows.ts");
    const { rolloutTable } = await import("../../bench/rollout-table.ts");
    const measure = async () => {
      const rollouts = await inClone((clone) => measureRollouts(clone, changes));
      context.output.line(rolloutTable(rollouts));
      return rolloutRows(rollouts);
    };
    return benchmark(context, { name: "rollout", measure }, options);
  },
});
