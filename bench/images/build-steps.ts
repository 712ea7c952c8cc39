import protobuf from "protobufjs";

/** A step of a build, as BuildKit tells it. */
export interface BuildStep {
  /** `[stage-1 4/5] COPY . .` */
  readonly name: string;
  /** Taken from an earlier build. */
  readonly cached: boolean;
}

/** A field of a message: its number, and its value where it is a text, bytes or a number. */
type Field = readonly [number: number, value: Uint8Array | number];

/** Kinds of fields on the wire. */
const [varint, bytes] = [0, 2];

function fieldsOf(message: Uint8Array): readonly Field[] {
  const reader = protobuf.Reader.create(message);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const [number, kind] = [tag >>> 3, tag & 7];
    if (kind === bytes) fields.push([number, reader.bytes()]);
    else if (kind === varint) fields.push([number, Number(reader.uint64())]);
    else reader.skipType(kind);
  }
  return fields;
}

/** Numbers of the fields in BuildKit's `StatusResponse` and its `Vertex`. */
const vertexes = 1;
const vertex = { digest: 1, name: 3, cached: 4, completed: 6 } as const;

/**
 * Collects the completed steps of a build from BuildKit's traces, each of which tells a part.
 *
 * @throws RangeError when a trace is none
 */
export function completedSteps(traces: readonly Uint8Array[]): readonly BuildStep[] {
  const steps = new Map<string, BuildStep>();
  for (const [number, message] of traces.flatMap(fieldsOf)) {
    if (number !== vertexes || typeof message === "number") continue;
    const fields = new Map(fieldsOf(message));
    if (!fields.has(vertex.completed)) continue;
    const text = (field: number): string => Buffer.from(fields.get(field) as Uint8Array).toString();
    steps.set(text(vertex.digest), { name: text(vertex.name), cached: fields.get(vertex.cached) === 1 });
  }
  return [...steps.values()];
}

/**
 * The steps that made a layer anew: lines of the Dockerfile that were not cached. What BuildKit does for itself and the
 * look at the image below are none.
 */
export const builtLayers = (steps: readonly BuildStep[]): readonly string[] =>
  steps
    .filter(({ name, cached }) => !cached && /^\[(?!internal\])/.test(name) && !/\] FROM /.test(name))
    .map(({ name }) => name);
