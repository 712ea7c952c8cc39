import { describe, expect, it } from "vitest";
import { compare } from "../../../bench/kept/compare.ts";
import type { Row } from "../../../bench/row.ts";

const row = (value: number, more: Partial<Row> = {}): Row => ({
  what: "up",
  gaara: [value],
  against: "compose",
  peer: [10],
  ...more,
});

const kinds = (found: Row, kept: Row) => compare([found], [kept]).map(({ kind }) => kind);

describe("a measured row beside the kept one", () => {
  it("is worse beyond 15 %, and the row, the kept and the found ratio are named", () => {
    expect(kinds(row(11.4), row(10))).toEqual([]);
    expect(compare([row(11.6)], [row(10)])).toEqual([
      { kind: "worse", text: "up, against compose: found 1.16 ×, kept 1.00 ×, allowed are 15 % more" },
    ]);
  });

  it("is worse when it falls, where high values are good", () => {
    const better = "higher";
    expect(kinds(row(8.6, { better }), row(10, { better }))).toEqual([]);
    expect(kinds(row(8.4, { better }), row(10, { better }))).toEqual(["worse"]);
    expect(kinds(row(20, { better }), row(10, { better }))).toEqual([]);
  });

  it("compares ratios: a slower machine is slower on both sides", () => {
    expect(kinds(row(30, { peer: [30] }), row(10))).toEqual([]);
  });

  it("may have a tolerance of its own", () => {
    expect(kinds(row(14, { tolerance: 0.5 }), row(10))).toEqual([]);
    expect(kinds(row(16, { tolerance: 0.5 }), row(10))).toEqual(["worse"]);
  });

  it("is worse where none was allowed and one came, and where nothing was measured", () => {
    expect(kinds(row(0, { peer: [0] }), row(0, { peer: [0] }))).toEqual([]);
    expect(kinds(row(1, { peer: [0] }), row(0, { peer: [0] }))).toEqual(["worse"]);
    expect(kinds(row(0, { gaara: [] }), row(10))).toEqual(["worse"]);
  });
});

it("says which rows are on one side only", () => {
  const [one, two] = [row(10, { what: "one" }), row(20, { what: "two" })];
  expect(compare([one], [two])).toEqual([
    { kind: "new", text: "one, against compose: found 1.00 ×, none is kept" },
    { kind: "lost", text: "two, against compose: kept 2.00 ×, was not measured" },
  ]);
});
