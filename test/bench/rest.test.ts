import { expect, it } from "vitest";
import { restRows } from "../../bench/rest.ts";

it("takes the engine without a stack off both sides, and compares with the limit and with Compose", () => {
  const own = { interval: "15s", shares: [2.5, 0.25] };
  const peers = [
    { interval: "2s", shares: [9, 9] },
    { interval: "15s", shares: [2, 2] },
  ];
  const rows = restRows(own, peers, [0.5, 0.5]);
  expect(rows.map(({ against, gaara, peer }) => [against, gaara, peer])).toEqual([
    ["2 % of the machine", [2, 0], [2]],
    ["Compose, health asked for every 2s", [2, 0], [8.5, 8.5]],
    ["Compose, health asked for as often", [2, 0], [1.5, 1.5]],
  ]);
});
