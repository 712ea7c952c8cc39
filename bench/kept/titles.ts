/** Headings of the benchmarks' results, in the order of the page; the keys are the names of the kept results. */
export const titles: Readonly<Record<string, string>> = {
  speed: "Deployments",
  rest: "At rest",
  nginx: "nginx",
  rollout: "Roll-outs",
  scale: "Scale",
  images: "Images",
};

/** Results in the order of {@link titles}; those without a title come last. */
export function inOrder<T>(results: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  const known = Object.keys(titles);
  const rank = (name: string): number => (known.includes(name) ? known.indexOf(name) : known.length);
  return Object.entries(results).sort(([a], [b]) => rank(a) - rank(b));
}

/** Heading of a benchmark. */
export const titleOf = (name: string): string => titles[name] ?? name;
