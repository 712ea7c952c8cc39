import { describe, expect, it } from "vitest";
import picocolors from "picocolors";
import { reportText } from "../../../cli/checks/report.ts";

const plain = picocolors.createColors(false);

describe("the report of a verification", () => {
  it("gives every check a line with its time and says that all passed", () => {
    const text = reportText(
      [
        { name: "nginx: /health answers 200", passed: true, milliseconds: 7 },
        { name: "redis: PING", passed: true, milliseconds: 12, remark: "at once" },
      ],
      1234,
      plain,
    );
    expect(text).toBe(
      [
        "  ✔ nginx: /health answers 200     7 ms",
        "  ✔ redis: PING, at once          12 ms",
        "",
        "All 2 checks passed in 1.2 s.",
        "",
      ].join("\n"),
    );
  });

  it("marks a check that passed late as slow, with its seconds", () => {
    const results = [
      { name: "flask: lists products", passed: true, milliseconds: 12_345, slow: true as const },
      { name: "redis: PING", passed: true, milliseconds: 3 },
    ];
    const lines = reportText(results, 12_400, plain).split("\n");
    expect(lines[0]).toBe("  ✔ flask: lists products, slow: 12.3 s 12345 ms");
    expect(lines).toContain("All 2 checks passed in 12.4 s, 1 of them slowly.");
  });

  it("says of a failed check what was expected, what was found and where to look, and names it at the end", () => {
    const text = reportText(
      [
        { name: "ok", passed: true, milliseconds: 1 },
        {
          name: "django: healthy",
          passed: false,
          milliseconds: 31,
          expected: "status 200",
          found: "502 Bad Gateway",
          look: "docker logs gaara-dev-django-1",
        },
      ],
      50,
      plain,
    );
    expect(text).toContain("  ✘ django: healthy    31 ms\n");
    expect(text).toContain("      expected status 200\n");
    expect(text).toContain("      found    502 Bad Gateway\n");
    expect(text).toContain("      look at  docker logs gaara-dev-django-1\n");
    expect(text).toContain("\n1 of 2 checks failed: django: healthy\n");
  });
});
