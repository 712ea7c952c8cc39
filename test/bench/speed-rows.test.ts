import { describe, expect, it } from "vitest";
import { speedRows } from "../../bench/speed-rows.ts";

describe("the rows of a deployment's speed", () => {
  it("are each by another name, with the values of both sides", () => {
    const rows = speedRows({ of: (name) => (name.startsWith("up") ? [2, 3] : [1]) });
    const names = rows.map(({ what, against }) => `${what}, ${against}`);
    expect(new Set(names).size).toBe(rows.length);
    expect(rows[0]).toEqual({
      what: "up from nothing",
      against: "compose up --wait",
      gaara: [2, 3],
      peer: [1],
      target: 1,
    });
  });

  it("are refused where a value is missing, which is named", () => {
    expect(() => speedRows({ of: (name) => (name === "own start + 2" ? [] : [1]) })).toThrow(
      "one service's change until it is served: own start + 2 was not measured",
    );
  });
});
