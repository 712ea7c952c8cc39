import { describe, expect, it } from "vitest";
import { median, meetsTarget, ratio, valueText, type Row } from "../../bench/row.ts";

const row: Row = { what: "up", gaara: [3, 1, 2], against: "compose", peer: [4, 2] };

describe("a row", () => {
  it("has the middle value as its median, or the mean of the two in the middle", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 9])).toBe(3);
    expect(median([])).toBeNaN();
  });

  it("compares the medians of both sides", () => {
    expect(ratio(row)).toBeCloseTo(2 / 3);
  });

  it.each([
    ["lower", 0.7, true],
    ["lower", 0.6, false],
    ["higher", 0.6, true],
    ["higher", 0.7, false],
  ] as const)("where %s is better, a target of %d is met: %s", (better, target, met) => {
    expect(meetsTarget({ ...row, better, target })).toBe(met);
  });

  it("takes low values for good ones, and may aim at nothing", () => {
    expect(meetsTarget({ ...row, target: 0.7 })).toBe(true);
    expect(meetsTarget(row)).toBeUndefined();
  });

  it.each([
    [1.26, undefined, "1.3 s"],
    [0.123, "s", "0.12 s"],
    [8123.4, "requests/s", "8123 requests/s"],
    [2, "%", "2.0 %"],
    [1.034, "exponent", "1.03"],
    [3, "layers", "3 layers"],
    [1, "layers", "1 layer"],
    [0.0142, "s", "0.014 s"],
    [0, "ms", "0 ms"],
  ] as const)("writes %d with unit %s as %s", (value, unit, text) => {
    expect(valueText(value, unit)).toBe(text);
  });
});
