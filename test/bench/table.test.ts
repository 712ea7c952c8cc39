import { expect, it } from "vitest";
import { table } from "../../bench/table.ts";

it("has a line per row, with both medians in the row's unit and their ratio", () => {
  const text = table([
    { what: "up", gaara: [2], against: "compose", peer: [4] },
    {
      what: "small answers",
      gaara: [900],
      against: "by hand",
      peer: [1000],
      unit: "requests/s",
      better: "higher",
    },
  ]);
  expect(text).toMatch(/up +│ 2\.0 s +│ compose +│ 4\.0 s +│ 0\.50 ×/);
  expect(text).toMatch(/small answers +│ 900 requests\/s +│ by hand +│ 1000 requests\/s +│ 0\.90 ×/);
});
