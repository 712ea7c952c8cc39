import { describe, expect, it } from "vitest";
import { parseAge, shownAge } from "../../../cli/staging/times.ts";

describe("an age", () => {
  it.each([
    ["3d", 3 * 86_400_000],
    ["12h", 12 * 3_600_000],
    ["30m", 30 * 60_000],
    ["0s", 0],
  ])("is read from %s", (text, milliseconds) => expect(parseAge(text)).toEqual({ text, milliseconds }));

  it.each(["", "3", "3 d", "-1d", "1.5d", "3w", "d"])("is not %j", (text) =>
    expect(() => parseAge(text)).toThrow(
      `--older-than: found ${JSON.stringify(text)}, expected a whole number with s, m, h or d, for example 3d`,
    ),
  );

  it.each([
    [0, "0 s"],
    [59_900, "59 s"],
    [61_000, "1 min 1 s"],
    [86_400_000 * 3 + 3_600_000 * 4 + 5000, "3 d 4 h"],
    [86_400_000 + 5000, "1 d 5 s"],
    [-500, "0 s"],
  ])("of %d ms is shown as %s", (milliseconds, text) => expect(shownAge(milliseconds)).toBe(text));
});
