import { describe, expect, it } from "vitest";
import { recordingOutput } from "./recording-output.ts";

describe("what a verb writes", () => {
  it("is on standard output, and on standard error where it belongs there", () => {
    const output = recordingOutput();
    output.line("result");
    output.error("on the way");
    expect([output.stdout(), output.stderr()]).toEqual(["result\n", "on the way\n"]);
    expect(() => output.json({})).toThrow("no JSON document was asked for");
  });

  it("is one document with --json, and everything else on standard error", () => {
    const output = recordingOutput(true);
    output.line("on the way");
    expect(output.owesDocument()).toBe(true);
    output.json({ stack: "dev" });
    expect(output.owesDocument()).toBe(false);
    expect(JSON.parse(output.stdout())).toEqual({ stack: "dev" });
    expect(output.stderr()).toBe("on the way\n");
    expect(() => output.json({})).toThrow("only one JSON document was asked for");
  });
});
