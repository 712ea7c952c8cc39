import { describe, expect, it } from "vitest";
import { parseReport } from "../../../cli/deployment/stack-report.ts";
import { report } from "../checks/context.ts";

describe("a stack's outputs", () => {
  it("become its report, whatever else is among them", () => {
    const outputs = JSON.parse(
      JSON.stringify({ ...report({ portOffset: 20_000 }), appVersion: "12.0.0" }),
    ) as object;
    const parsed = parseReport("dev", outputs);
    expect(parsed).toEqual(report({ portOffset: 20_000 }));
  });

  it("say that the stack is not up where they are missing", () => {
    expect(() => parseReport("test", {})).toThrow(
      /^stack test: is not up \(outputs missing or unreadable: urls, ports, /,
    );
    expect(() => parseReport("test", {})).toThrow("bring it up with: npm start -- --stack test");
  });

  it("say that another version deployed it where the settings are unknown", () => {
    const outputs = { ...report(), settings: { domian: "x" } };
    expect(() => parseReport("dev", outputs)).toThrow("was deployed by another version of this program");
  });
});
