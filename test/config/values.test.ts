import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { goDuration, mebibytes, milliseconds, rules } from "../../config/values.ts";

describe("rules", () => {
  it.each(Object.entries(rules).filter(([name]) => name !== "image"))(
    "%s accepts its own example",
    (_, rule) => expect(rule.example).toMatch(rule.pattern),
  );

  it.each(Object.entries(rules).filter(([name]) => name !== "file"))(
    "%s refuses what would end or open a piece of nginx's syntax",
    (_, rule) =>
      fc.assert(
        fc.property(
          fc.string(),
          fc.constantFrom(";", "{", "}", "$", "'", '"', "\n", "\\", "\0", "#"),
          fc.string(),
          (before, bad, after) => !rule.pattern.test(before + bad + after),
        ),
      ),
  );
});

describe("networks of proxies", () => {
  const { pattern } = rules.network;
  it.each([
    "10.0.0.0/8",
    "192.168.1.1",
    "172.16.0.0/12",
    "fd00::/8",
    "::1",
    "2001:DB8::/128",
    "::ffff:0:0/96",
  ])("may be %s", (one) => expect(one).toMatch(pattern));
  it.each([
    "",
    "0.0.0.0/0",
    "::/0",
    "10.0.0.0/33",
    "256.0.0.1",
    "10.0.0",
    "fd00::/129",
    ":::",
    "1::2::3",
    "proxy",
  ])("may not be %j", (one) => expect(one).not.toMatch(pattern));
});

describe("units", () => {
  it.each([
    ["1s", "1s", 1000],
    ["60s", "1m0s", 60_000],
    ["90s", "1m30s", 90_000],
    ["1h", "1h0m0s", 3_600_000],
    ["500ms", "500ms", 500],
    ["1500ms", "1.5s", 1500],
    ["2m", "2m0s", 120_000],
  ])("%s is %s for Go and %d milliseconds", (duration, go, all) => {
    expect(goDuration(duration)).toBe(go);
    expect(milliseconds(duration)).toBe(all);
  });

  it.each([
    ["512 MB", 512],
    ["2 GB", 2048],
  ])("%s is %d MiB", (memory, all) => expect(mebibytes(memory)).toBe(all));
});
