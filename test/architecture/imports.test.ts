import { describe, expect, it } from "vitest";
import { projectFolder } from "../../cli/setup/paths.ts";
import { circles, violations } from "./check.ts";
import { importGraph, projectSources, type Sources } from "./import-graph.ts";
import { rules } from "./rules.ts";

const project = projectSources(projectFolder);

describe("the project's imports", () => {
  it("keep to the walls and close no circle", () => {
    expect([...violations(project, rules), ...circles(project)]).toEqual([]);
  });

  it("lead to files that exist", () => {
    const lost = [...importGraph(project)].flatMap(([file, targets]) =>
      targets
        .filter((target) => target.endsWith(".ts") && !project.has(target))
        .map((target) => `${file} → ${target}`),
    );
    expect(lost).toEqual([]);
  });

  it("are bound by rules that each bind some file", () => {
    const files = [...project.keys()];
    const unused = rules.flatMap(({ name, from, except = [] }) =>
      [...from, ...except]
        .filter(
          (place) => !files.some((file) => (place.endsWith("/") ? file.startsWith(place) : file === place)),
        )
        .map((place) => `${name}: ${place}`),
    );
    expect(unused).toEqual([]);
  });
});

/** A project of these files, each of which imports these others. */
const planted = (files: Readonly<Record<string, readonly string[]>>): Sources =>
  new Map(
    Object.entries(files).map(([path, imports]) => [
      path,
      imports.map((name) => `import { x } from ${JSON.stringify(specifier(path, name))};\n`).join(""),
    ]),
  );

const specifier = (from: string, name: string): string =>
  name.endsWith(".ts") ? `${"../".repeat(from.split("/").length - 1) || "./"}${name}` : name;

/** One violation of each rule and each of its limits, as [from, target]. */
const forbidden: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "config/ imports config/ alone": [["config/a.ts", "model/b.ts"]],
  "model/ derives from config/": [
    ["model/a.ts", "artefacts/b.ts"],
    ["model/a.ts", "engine/b.ts"],
  ],
  "artefacts/ derive from model/ and config/": [["artefacts/nginx/a.ts", "engine/b.ts"]],
  "engine/ knows no component": [
    ["engine/a.ts", "components/b.ts"],
    ["engine/images/a.ts", "cli/terminal/b.ts"],
  ],
  "config/, model/ and artefacts/ are pure": [
    ["config/a.ts", "node:fs"],
    ["model/a.ts", "node:fs/promises"],
    ["artefacts/a.ts", "dockerode"],
    ["artefacts/a.ts", "node:child_process"],
  ],
  "only components/, index.ts and config/stack.ts reach Pulumi": [
    ["model/a.ts", "@pulumi/pulumi"],
    ["engine/a.ts", "@pulumi/docker"],
    ["cli/drift/a.ts", "@pulumi/random"],
    ["testbed/a.ts", "@pulumi/pulumi"],
  ],
  "only engine/ speaks to the Docker Engine API": [
    ["components/a.ts", "dockerode"],
    ["cli/verbs/a.ts", "dockerode"],
  ],
  "the program knows nothing of what is around it": [
    ["index.ts", "cli/terminal/b.ts"],
    ["components/a.ts", "testbed/b.ts"],
    ["engine/a.ts", "test/b.ts"],
    ["model/a.ts", "bench/b.ts"],
  ],
  "cli/, testbed/ and bench/ reach no test": [
    ["cli/ci/a.ts", "test/b.ts"],
    ["testbed/a.ts", "test/engine/b.ts"],
    ["bench/a.ts", "test/b.ts"],
  ],
  "only the verbs of the benchmarks and the page of their results import bench/ and testbed/": [
    ["cli/verbs/start.ts", "bench/b.ts"],
    ["cli/checks/a.ts", "testbed/b.ts"],
  ],
  "tests use no benchmark but to test it": [["test/engine/a.test.ts", "bench/b.ts"]],
  "a verb reaches no other verb": [["cli/verbs/a.ts", "cli/verbs/b.ts"]],
  "cli/deployment/ and cli/setup/ serve the verbs and know none": [
    ["cli/deployment/a.ts", "cli/verbs/b.ts"],
    ["cli/deployment/a.ts", "cli/checks/b.ts"],
    ["cli/setup/a.ts", "cli/drift/b.ts"],
  ],
};

const cases = Object.entries(forbidden).flatMap(([rule, pairs]) =>
  pairs.map(([from, target]) => ({ rule, from, target })),
);

const found = (files: Readonly<Record<string, readonly string[]>>, rule: string): readonly string[] =>
  violations(
    planted(files),
    rules.filter(({ name }) => name === rule),
  );

describe("a planted violation", () => {
  it("is there for each rule", () => {
    expect(Object.keys(forbidden)).toEqual(rules.map(({ name }) => name));
  });

  it.each(cases)("of '$rule' is found: $from → $target", ({ rule, from, target }) => {
    const files = { [from]: [target], [target]: [] };
    expect(found(files, rule)).toEqual([`${rule}: ${from} → ${target}`]);
  });

  // A package may be forbidden to be named, where the one file that may name it may be used.
  const reached = cases.filter(({ rule }) =>
    rules.some((one) => one.name === rule && !("neverImports" in one)),
  );

  it.each(reached)("of '$rule' is found through two other files: $from → … → $target", (planted) => {
    const { rule, from, target } = planted;
    const allowed = rules.find(({ name }) => name === rule)?.onlyReaches !== undefined;
    // Where every file between would be a violation by itself, the ones between are of the same wing.
    const [one, two] = allowed ? [between(from, "one"), between(from, "two")] : ["lib/one.ts", "lib/two.ts"];
    const files = { [from]: [one], [one]: [two], [two]: [target], [target]: [] };
    const chain = allowed ? [two, target] : [from, one, two, target];
    expect(found(files, rule)).toEqual([`${rule}: ${chain.join(" → ")}`]);
  });

  it("is found however the import is written", () => {
    const rule = "a verb reaches no other verb";
    const written = [
      'import "./b.ts";',
      'import type { B } from "./b.ts";',
      'import { type B } from "./b.ts";',
      'export * from "./b.ts";',
      'export type { B } from "./b.ts";',
      'const b = async () => await import("./b.ts");',
      'type B = import("./b.ts").B;',
      'const text = `${await import("./b.ts")}`;',
    ];
    for (const text of written) {
      const sources = new Map([
        ["cli/verbs/a.ts", text],
        ["cli/verbs/b.ts", ""],
      ]);
      expect(violations(sources, rules), text).toEqual([`${rule}: cli/verbs/a.ts → cli/verbs/b.ts`]);
    }
  });

  it("is none where the rule says so", () => {
    const files = {
      "config/stack.ts": ["@pulumi/pulumi"],
      "cli/verbs/bench.ts": ["bench/a.ts", "testbed/a.ts"],
      "bench/a.ts": ["testbed/a.ts"],
      "testbed/a.ts": ["dockerode", "engine/a.ts"],
      "engine/a.ts": ["dockerode", "node:fs", "model/a.ts"],
      "model/a.ts": ["zod", "config/a.ts"],
      "config/a.ts": ["zod"],
      "test/bench/a.test.ts": ["bench/a.ts"],
      "components/a.ts": ["engine/a.ts", "@pulumi/docker"],
    };
    expect(violations(planted(files), rules)).toEqual([]);
  });

  it("of an exception is one for whoever uses the exception", () => {
    const files = { "config/stack.ts": ["@pulumi/pulumi"], "cli/ci/a.ts": ["config/stack.ts"] };
    expect(violations(planted(files), rules)).toEqual([
      "only components/, index.ts and config/stack.ts reach Pulumi: cli/ci/a.ts → config/stack.ts → @pulumi/pulumi",
    ]);
  });
});

const between = (from: string, name: string): string => `${from.split("/")[0] ?? ""}/${name}.ts`;

describe("a circle of imports", () => {
  it("is found, of two files and of three, and nothing that only leads to it", () => {
    const files = {
      "a.ts": ["b.ts"],
      "b.ts": ["a.ts"],
      "c.ts": ["d.ts"],
      "d.ts": ["e.ts"],
      "e.ts": ["c.ts", "a.ts"],
      "f.ts": ["a.ts"],
    };
    expect(circles(planted(files))).toEqual(["circle: a.ts, b.ts", "circle: c.ts, d.ts, e.ts"]);
  });

  it("is one when types alone close it", () => {
    const sources = new Map([
      ["a.ts", 'import type { B } from "./b.ts";'],
      ["b.ts", 'import { a } from "./a.ts";'],
    ]);
    expect(circles(sources)).toEqual(["circle: a.ts, b.ts"]);
  });

  it("is none where two ways lead to one file", () => {
    const files = { "a.ts": ["b.ts", "c.ts"], "b.ts": ["d.ts"], "c.ts": ["d.ts"], "d.ts": [] };
    expect(circles(planted(files))).toEqual([]);
  });
});
