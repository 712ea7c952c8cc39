import { benchmarkOptions, count } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "bench scale",
  summary: "growth of time and memory with the services of a stack and with the stacks of an engine",
  heading: "Work on the project",
  page: "docs/performance.md",
  options: {
    services: count("at most so many services in one stack", 200),
    stacks: count("at most so many stacks on one engine", 20),
    ...benchmarkOptions,
  },
  async run(context, { services, stacks, ...options }) {
    const { benchmark } = await import("../../bench/benchmark.ts");
    const { measureScale } = await import("../../bench/scale/measure.ts");
    const measure = () => measureScale({ services, stacks, onLine: context.output.line });
    return benchmark(context, { name: "scale", measure }, options);
  },
});
