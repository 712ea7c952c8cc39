import { describe, expect, it } from "vitest";
import { chart } from "../../../bench/kept/chart.ts";
import type { Row } from "../../../bench/row.ts";
import { keptWith } from "./results.ts";

const row: Row = { what: "up & down", gaara: [2], against: "<compose>", peer: [1] };

/** The first bar after the background. */
const barOf = (...rows: readonly Row[]) => {
  const [, x, width, fill] =
    /<rect x="([\d.]+)".*? width="([\d.]+)".*? fill="(#\w+)"/.exec(chart({ speed: keptWith(rows) })) ?? [];
  return { x: Number(x), width: Number(width), fill };
};

describe("the chart", () => {
  it("has a bar per row, with its ratio, and escapes what XML would read", () => {
    const text = chart({ speed: keptWith([row, { ...row, what: "again" }]) });
    expect(text.match(/<rect x=/g)).toHaveLength(2);
    expect(text).toContain("up &amp; down / &lt;compose&gt;");
    expect(text.match(/2\.00 ×/g)).toHaveLength(2);
  });

  it("has bars to the right of the middle where a row is worse, as long for twice as for half", () => {
    const worse = barOf(row);
    const better = barOf({ ...row, gaara: [0.5] });
    expect(worse.x).toBe(660);
    expect(better.x + better.width).toBeCloseTo(660);
    expect(better.width).toBeCloseTo(worse.width);
    expect(barOf({ ...row, better: "higher" })).toEqual(better);
  });

  it("ends where the chart does", () => {
    expect(barOf({ ...row, gaara: [1000] }).width).toBe(180);
    expect(barOf({ ...row, peer: [0] }).width).toBe(180);
  });

  it("shows a target as a tick, and by the colour if it is met", () => {
    const fills = [undefined, 3, 1].map(
      (target) => barOf({ ...row, ...(target === undefined ? {} : { target }) }).fill,
    );
    expect(new Set(fills).size).toBe(3);
    expect(chart({ speed: keptWith([{ ...row, target: 3 }]) })).toContain('stroke-width="2"');
    expect(chart({ speed: keptWith([row]) })).not.toContain('stroke-width="2"');
  });
});
