import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { completed } from "../../../engine/engine-messages.ts";

const stream = (...messages: readonly object[]) =>
  Readable.from(messages.map((message) => `${JSON.stringify(message)}\n`));

describe("the engine's messages", () => {
  it("are handed on, with BuildKit's traces in bytes and nothing of other extras", async () => {
    const told: unknown[] = [];
    const trace = Buffer.from([10, 3]);
    await completed(
      stream(
        { status: "Pulling" },
        { id: "moby.buildkit.trace", aux: trace.toString("base64") },
        { id: "moby.image.id", aux: { ID: "sha256:1" } },
      ),
      (...message) => told.push(message),
    );
    expect(told).toEqual([
      ["Pulling", undefined],
      ["", trace],
      ["", undefined],
    ]);
  });

  it("end with the error that one of them tells", async () => {
    await expect(completed(stream({ status: "a" }, { error: "no space left" }))).rejects.toThrow(
      "no space left",
    );
  });
});
