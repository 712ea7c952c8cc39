import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { builtLayers, completedSteps } from "../../../bench/images/build-steps.ts";

/** A vertex of BuildKit's `StatusResponse`. */
function trace(digest: string, name: string, { cached = false, completed = true } = {}): Uint8Array {
  const vertex = protobuf.Writer.create();
  vertex.uint32((1 << 3) | 2).string(digest);
  vertex.uint32((2 << 3) | 2).string("sha256:input");
  vertex.uint32((3 << 3) | 2).string(name);
  if (cached) vertex.uint32((4 << 3) | 0).bool(true);
  const time = protobuf.Writer.create()
    .uint32((1 << 3) | 0)
    .int64(1_700_000_000)
    .finish();
  vertex.uint32((5 << 3) | 2).bytes(time);
  if (completed) vertex.uint32((6 << 3) | 2).bytes(time);
  const status = protobuf.Writer.create();
  // A log of the same moment, which is no vertex.
  status.uint32((3 << 3) | 2).bytes(
    protobuf.Writer.create()
      .uint32((1 << 3) | 2)
      .string(digest)
      .finish(),
  );
  return status
    .uint32((1 << 3) | 2)
    .bytes(vertex.finish())
    .finish();
}

describe("BuildKit's traces", () => {
  it("have each step once, when it has completed, with what is known of it last", () => {
    const traces = [
      trace("a", "[1/2] RUN make", { completed: false }),
      trace("a", "[1/2] RUN make"),
      trace("b", "[2/2] COPY . .", { cached: true }),
      trace("c", "exporting to image", { completed: false }),
    ];
    expect(completedSteps(traces)).toEqual([
      { name: "[1/2] RUN make", cached: false },
      { name: "[2/2] COPY . .", cached: true },
    ]);
    expect(completedSteps([])).toEqual([]);
  });
});

describe("built layers", () => {
  it("are lines of the Dockerfile that were not cached", () => {
    const names = [
      "[internal] load build context",
      "[stage-1 1/4] FROM docker.io/library/gaara-base:1",
      "[stage-1 4/4] COPY . .",
      "[packages 2/3] RUN pip install",
      "exporting to image",
    ];
    const steps = names.map((name) => ({ name, cached: name.includes("pip") }));
    expect(builtLayers(steps)).toEqual(["[stage-1 4/4] COPY . ."]);
  });
});
