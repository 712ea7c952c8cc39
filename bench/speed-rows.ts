import type { Row } from "./row.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** The rows without their values: `own` and `other` name the values of both sides. */
const compared: readonly (Omit<Row, "gaara" | "peer"> & { readonly own: string; readonly other: string })[] =
  [
    { what: "up from nothing", own: "up", against: "compose up --wait", other: "compose up", target: 1 },
    { what: "up from nothing", own: "up", against: "up of a naive program", other: "naive up" },
    { what: "up from nothing", own: "up", against: "up of an empty program", other: "empty up" },
    {
      what: "up without changes",
      own: "again",
      against: "preview without changes",
      other: "preview",
      target: 2,
    },
    { what: "up without changes", own: "again", against: "up of a naive program", other: "naive again" },
    {
      what: "one service's change until it is served",
      own: "change",
      against: "its container's own start + 2 s",
      other: "own start + 2",
      target: 1,
    },
    {
      what: "destroy, data included",
      own: "destroy",
      against: "compose down --volumes",
      other: "compose down",
      target: 1.5,
    },
    {
      what: "destroy, data included",
      own: "destroy",
      against: "destroy of a naive program",
      other: "naive destroy",
    },
    {
      what: "preview without changes",
      own: "preview",
      against: "compose up --dry-run",
      other: "compose again",
    },
    {
      what: "preview without changes",
      own: "preview",
      against: "preview of a naive program",
      other: "naive preview",
    },
    {
      what: "preview without changes",
      own: "preview",
      against: "preview of an empty program",
      other: "empty preview",
      target: 1.4,
    },
    {
      what: "preview without changes",
      own: "preview",
      against: "preview of an empty program as Pulumi makes one",
      other: "typescript preview",
    },
    {
      what: "preview without changes",
      own: "preview",
      against: "preview of an empty program that keeps its compiled code",
      other: "kept preview",
    },
    {
      what: "processor time of an up from nothing",
      own: "up processor",
      against: "compose up --wait",
      other: "compose up processor",
    },
    {
      what: "processor time of an up from nothing",
      own: "up processor",
      against: "up of a naive program",
      other: "naive up processor",
    },
    {
      what: "memory of an up from nothing",
      own: "up memory",
      against: "compose up --wait",
      other: "compose up memory",
      unit: "MiB",
    },
    {
      what: "memory of an up from nothing",
      own: "up memory",
      against: "up of a naive program",
      other: "naive up memory",
      unit: "MiB",
    },
  ];

/**
 * The rows of the values that were measured.
 *
 * @throws Error where a value that a row needs was not measured
 */
export const speedRows = (values: Pick<Stopwatch, "of">): readonly Row[] =>
  compared.map(({ own, other, ...row }) => {
    const [gaara, peer] = [values.of(own), values.of(other)];
    if (gaara.length === 0 || peer.length === 0)
      throw new Error(`${row.what}: ${gaara.length === 0 ? own : other} was not measured`);
    return { ...row, gaara, peer };
  });
