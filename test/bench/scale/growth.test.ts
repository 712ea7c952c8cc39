import { describe, expect, it } from "vitest";
import { exponent, growthRow, growthText, type Point } from "../../../bench/scale/growth.ts";
import { meetsTarget } from "../../../bench/row.ts";

const points = (power: number, fixed = 0): readonly Point[] =>
  [8, 50, 100, 200].map((size) => ({ size, values: [fixed + size ** power] }));

describe("growth", () => {
  it.each([0.5, 1, 2])("of a power of %d has that exponent", (power) => {
    expect(exponent(points(power))).toBeCloseTo(power);
  });

  it("needs two sizes", () => {
    expect(() =>
      exponent([
        { size: 8, values: [1] },
        { size: 8, values: [2] },
      ]),
    ).toThrow("two sizes");
  });

  it("is judged by the last two sizes, where a fixed cost hides the least", () => {
    const [linear, quadratic] = [1, 2].map((power) => growthRow("up", points(power, 300)));
    expect(linear?.what).toBe("growth of up, 100 → 200");
    expect([linear, quadratic].map((row) => row && meetsTarget(row))).toEqual([true, false]);
  });

  it("is a line with all sizes for people", () => {
    expect(growthText("up", points(1), "s")).toBe(
      "up: 8: 8.00 s, 50: 50.0 s, 100: 100 s, 200: 200 s; exponent 1.00",
    );
  });
});
