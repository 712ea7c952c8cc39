import type { Colors } from "../terminal/colors.ts";
import type { CheckResult } from "./run.ts";

/** A line per check, what was expected and found below the failed ones, and a closing line. */
export function reportText(results: readonly CheckResult[], milliseconds: number, colors: Colors): string {
  const width = Math.max(...results.map((result) => titleOf(result).length), 0);
  const lines = results.flatMap((result) => {
    const tick = result.passed ? colors.green("✔") : colors.red("✘");
    const time = colors.dim(`${result.milliseconds} ms`.padStart(8));
    return [
      `  ${tick} ${titleOf(result).padEnd(width)} ${time}`,
      ...(result.passed
        ? []
        : [
            `      expected ${result.expected}`,
            `      found    ${result.found}`,
            `      look at  ${result.look}`,
          ]),
    ];
  });
  return [...lines, "", closing(results, milliseconds, colors), ""].join("\n");
}

const titleOf = ({ name, remark, slow, milliseconds }: CheckResult): string =>
  [name, remark, slow && `slow: ${seconds(milliseconds)}`].filter((part) => part !== undefined).join(", ");

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

function closing(results: readonly CheckResult[], milliseconds: number, colors: Colors): string {
  const failed = results.filter(({ passed }) => !passed);
  return failed.length === 0
    ? colors.green(`All ${results.length} checks passed in ${seconds(milliseconds)}${slowOnes(results)}.`)
    : colors.red(
        `${failed.length} of ${results.length} checks failed: ${failed.map(({ name }) => name).join("; ")}`,
      );
}

function slowOnes(results: readonly CheckResult[]): string {
  const slow = results.filter((result) => result.slow).length;
  return slow === 0 ? "" : `, ${slow} of them slowly`;
}
