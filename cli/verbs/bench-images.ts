import { benchmarkOptions, count } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "bench images",
  summary: "time of images that nothing changed in, layers that one line of source rebuilds, and sizes",
  heading: "Work on the project",
  page: "docs/performance.md",
  options: { rounds: count("how often the time is measured", 3), ...benchmarkOptions },
  async run(context, { rounds, ...options }) {
    const { benchmark } = await import("../../bench/benchmark.ts");
    const { measureImages } = await import("../../bench/images/measure.ts");
    const measure = () => measureImages(rounds, context.output.line);
    return benchmark(context, { name: "images", measure }, options);
  },
});
