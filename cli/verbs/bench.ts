import { benchmarkOptions, count } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "bench",
  summary: "speed, as ratios to Docker Compose v2 and to an empty Pulumi program",
  heading: "Work on the project",
  page: "docs/performance.md",
  options: { rounds: count("how often each thing is measured", 3), ...benchmarkOptions },
  async run(context, { rounds, ...options }) {
    const { benchmark } = await import("../../bench/benchmark.ts");
    const { measureSpeed } = await import("../../bench/speed.ts");
    return benchmark(context, { name: "speed", measure: () => measureSpeed(rounds) }, options);
  },
});
