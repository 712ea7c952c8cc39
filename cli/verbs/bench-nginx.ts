import { benchmarkOptions, count } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "bench nginx",
  summary: "requests per second through nginx, against the source document's file and a hand-tuned one",
  heading: "Work on the project",
  page: "docs/performance.md",
  options: {
    rounds: count("how often each thing is measured", 3),
    seconds: count("how long each side is loaded in a round", 3),
    ...benchmarkOptions,
  },
  async run(context, { rounds, seconds, ...options }) {
    const { benchmark } = await import("../../bench/benchmark.ts");
    const { ensureLoadGenerators } = await import("../setup/load-generators.ts");
    const { measureNginx } = await import("../../bench/nginx/measure.ts");
    const { failures, nginxRows } = await import("../../bench/nginx/rows.ts");
    const { scenarios } = await import("../../bench/nginx/scenarios.ts");
    await ensureLoadGenerators(context.environment);
    const measure = async () => {
      const measured = await measureNginx({ scenarios, rounds, seconds });
      for (const line of failures(measured)) context.output.error(line);
      return nginxRows(measured);
    };
    return benchmark(context, { name: "nginx", measure }, options);
  },
});
