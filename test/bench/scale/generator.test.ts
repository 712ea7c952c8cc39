import { describe, expect, it } from "vitest";
import { timeGenerator } from "../../../bench/scale/generator.ts";
import { exponent } from "../../../bench/scale/growth.ts";

describe("the pure part of the program", () => {
  it("grows about linearly with the services: twice as many never take four times as long", async () => {
    const points = await timeGenerator([192, 392]);
    expect(points.map(({ size }) => size)).toEqual([200, 400]);
    expect(exponent(points)).toBeLessThan(1.8);
  }, 60_000);
});
