import { describe, expect, expectTypeOf, it } from "vitest";
import { contextOf } from "../../cli/context.ts";
import { exitCode } from "../../cli/exit-code.ts";
import {
  argument,
  choice,
  count,
  flag,
  jsonOption,
  path,
  severalArguments,
  stackOption,
  text,
} from "../../cli/parameters.ts";
import { projectFolder } from "../../cli/setup/paths.ts";
import { UsageError } from "../../cli/usage-error.ts";
import { usageOf } from "../../cli/verb-words.ts";
import { definePassThrough, defineVerb } from "../../cli/verb.ts";
import { recordingOutput } from "./recording-output.ts";

const seen: unknown[] = [];

const verb = defineVerb({
  name: "take",
  summary: "takes something",
  heading: "Run a stack",
  arguments: { kind: choice("the kind", ["big", "small"]), names: severalArguments("names") },
  options: {
    stack: stackOption,
    json: jsonOption,
    dryRun: flag("only says it"),
    outFile: path("<file>", "where to"),
    label: text("<label>", "a label"),
    times: count("how often", 3),
  },
  run: (_context, values) => {
    expectTypeOf(values.kind).toEqualTypeOf<"big" | "small">();
    expectTypeOf(values.names).toEqualTypeOf<readonly string[]>();
    expectTypeOf(values.stack).toEqualTypeOf<string>();
    expectTypeOf(values.dryRun).toEqualTypeOf<boolean>();
    expectTypeOf(values.outFile).toEqualTypeOf<string | undefined>();
    expectTypeOf(values.times).toEqualTypeOf<number>();
    // @ts-expect-error nothing of this name was declared
    expect(values.other).toBeUndefined();
    seen.push(values);
    return Promise.resolve(exitCode.differs);
  },
});

const context = (environment: NodeJS.ProcessEnv = {}, stackOfEngine?: string) =>
  contextOf({
    project: projectFolder,
    environment,
    output: recordingOutput(),
    verbs: () => Promise.resolve([]),
    stackOfEngine,
  });

const given = (args: readonly unknown[], options: Readonly<Record<string, unknown>> = {}) => ({
  arguments: args,
  options,
  folder: projectFolder,
});

describe("a verb", () => {
  it("gets its arguments and options, with defaults where nothing was given", async () => {
    const call = verb.call(given(["big", []]));
    expect(await call.run(await context())).toBe(2);
    expect(seen.at(-1)).toEqual({
      ...{ kind: "big", names: [], stack: "dev", json: false, dryRun: false, times: 3 },
      ...{ outFile: undefined, label: undefined },
    });
    expect([call.json, await call.stackOfEngine()]).toEqual([false, "dev"]);
  });

  it("gets what was given", async () => {
    const options = { stack: "prod", json: true, dryRun: true, outFile: "a/b", label: "x", times: "12" };
    const call = verb.call(given(["small", ["one", "two"]], options));
    await call.run(await context());
    expect(seen.at(-1)).toEqual({ kind: "small", names: ["one", "two"], ...options, times: 12 });
    expect([call.json, await call.stackOfEngine()]).toEqual([true, "prod"]);
  });

  it.each([
    [["huge", []], {}, 'KIND: found "huge", expected one of big, small'],
    [["big", []], { times: "0" }, '--times: found "0", expected a whole number from 1'],
    [["big", []], { times: "1.5" }, '--times: found "1.5", expected a whole number from 1'],
  ])("refuses %j with %j before it runs", (args, options, message) => {
    expect(() => verb.call(given(args, options))).toThrow(new UsageError(message));
  });

  it("takes paths from the folder that it was called in, as seen from the project", async () => {
    const call = verb.call({ ...given(["big", []], { outFile: "file" }), folder: `${projectFolder}/docs` });
    await call.run(await context());
    expect(seen.at(-1)).toMatchObject({ outFile: "docs/file" });
  });

  it("says how it is typed", () => {
    expect(usageOf(verb)).toBe(
      "gaara take <kind> [names...] [--stack <name>] [--json] [--dry-run] [--out-file <file>] [--label <label>] [--times <number>]",
    );
  });

  it("may name another stack as that of the engine", async () => {
    const other = defineVerb({
      name: "other",
      summary: "is elsewhere",
      heading: "Run a stack",
      arguments: { name: argument("a name") },
      options: {},
      stackOfEngine: ({ name }) => `staging-${name}`,
      run: () => Promise.resolve(exitCode.good),
    });
    expect(await other.call(given(["x"])).stackOfEngine()).toBe("staging-x");
  });

  it("that hands its arguments to a tool ends as the tool does", async () => {
    const tool = definePassThrough({
      name: "tool",
      summary: "is a tool",
      heading: "Work on the project",
      run: (_context, args) => Promise.resolve(args.length),
    });
    expect(await tool.call(given(["--json", "x", "y"])).run(await context())).toBe(3);
    expect(usageOf(tool)).toBe("gaara tool [args...]");
  });
});
