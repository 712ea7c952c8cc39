import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ruleOf, takeOver, variableRules } from "../../cli/foreign-variables.ts";

/** The environment after the tools have taken it over, without what they set themselves. */
function after(environment: Record<string, string>): NodeJS.ProcessEnv {
  const taken: NodeJS.ProcessEnv = { ...environment };
  takeOver(taken);
  const { LC_ALL, ...rest } = taken;
  expect(LC_ALL).toBe("C.UTF-8");
  return rest;
}

const sample = (name: string): string => name.replace("*", "SOMETHING");
const names = (verdict: string): readonly string[] =>
  variableRules.filter((rule) => rule.verdict === verdict).flatMap((rule) => rule.names.map(sample));

describe("variables of other programs", () => {
  it.each(names("ignored"))("%s is taken away", (name) => {
    expect(after({ [name]: "x", KEPT: "y" })).toEqual({ KEPT: "y" });
  });

  it.each(names("honoured"))("%s is left as it is", (name) => {
    expect(after({ [name]: "x" })).toEqual({ [name]: "x" });
  });

  it.each(names("refused"))("%s is refused with the way out", (name) => {
    expect(() => after({ [name]: "0" })).toThrow(`${name}: found "0", expected nothing: it `);
  });

  it("are decided by the first rule that names them", () => {
    expect(ruleOf("npm_config_omit")?.verdict).toBe("ignored");
    expect(ruleOf("npm_config_registry")?.verdict).toBe("honoured");
    expect(ruleOf("PULUMI_BACKEND_URL")?.verdict).toBe("honoured");
    expect(ruleOf("PULUMI_OPTION_STACK")?.verdict).toBe("ignored");
    expect(ruleOf("DOCKER_API_VERSION")?.verdict).toBe("ignored");
    expect(ruleOf("HOME")).toBeUndefined();
  });

  it("that keep npm from installing are the same in the first stage, which has no packages yet", () => {
    const [, pattern = ""] =
      /const foreign =\s+\/(.*)\/i;/.exec(readFileSync("cli/bootstrap.mjs", "utf8")) ?? [];
    const first = new RegExp(pattern, "i");
    for (const name of names("ignored").filter((one) => /^npm_config_/.test(one)))
      expect(name).toMatch(first);
    for (const name of ["NODE_ENV", "NODE_PATH"]) expect(name).toMatch(first);
    for (const name of ["npm_config_registry", "npm_config_cafile", "NODE_OPTIONS"])
      expect(name).not.toMatch(first);
  });
});
