import { benchmarkOptions, count } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "bench rest",
  summary: "processor time that one stack takes at rest, against the same containers under Compose",
  heading: "Work on the project",
  page: "docs/performance.md",
  options: {
    seconds: count("how long each side is watched in a round", 60),
    rounds: count("how often each side is watched", 1),
    ...benchmarkOptions,
  },
  async run(context, { seconds, rounds, ...options }) {
    const { benchmark } = await import("../../bench/benchmark.ts");
    const { measureRest } = await import("../../bench/rest.ts");
    return benchmark(context, { name: "rest", measure: () => measureRest({ seconds, rounds }) }, options);
  },
});
