import type { MountModel } from "../../model/stack-model.ts";
import { Finding, type Check } from "./check.ts";
import type { VerifyContext } from "./context.ts";

const gibibyte = 2 ** 30;

/** How much of a volume has to be free: a twentieth, which is plenty on a large disk long before it is reached. */
const least = {
  bytes: (size: number) => Math.min(size / 20, gibibyte),
  files: (size: number) => Math.min(size / 20, 10_000),
};

/**
 * Free blocks, all blocks, their size, free files and all files (GNU coreutils and busybox know these), a line for each
 * path.
 */
const question = ["stat", "-f", "-c", "%a %b %S %d %c"];

/** The room that a volume has left, as those see it who write to it. */
interface Room {
  readonly volume: string;
  readonly freeBytes: number;
  readonly bytes: number;
  readonly freeFiles: number;
  /** 0 on file systems that make room for files as they go. */
  readonly files: number;
}

/** A volume that is full fails every write, and some stores stop for it. */
export const volumeCheck = (): Check => ({
  name: "volumes: every one has room",
  look: "docs/runbook.md#a-volume-is-full",
  run: async (context) => {
    const rooms = await roomsOf(context);
    const full = rooms.filter(isFull);
    if (full.length > 0)
      throw new Finding(
        "5 % or 1 GB free, and as many files, in every volume",
        full.map((room) => `${room.volume} with ${leftOf(room)}`).join("; "),
      );
    const unknown = new Set(mountsOf(context).map(({ mount }) => mount.source));
    for (const { volume } of rooms) unknown.delete(volume);
    return unknown.size === 0
      ? undefined
      : `not looked at, as no image there has stat: ${[...unknown].join(", ")}`;
  },
});

const isFull = ({ freeBytes, bytes, freeFiles, files }: Room): boolean =>
  freeBytes < least.bytes(bytes) || (files > 0 && freeFiles < least.files(files));

const leftOf = ({ freeBytes, bytes, freeFiles, files }: Room): string =>
  freeBytes < least.bytes(bytes)
    ? `${megabytes(freeBytes)} of ${megabytes(bytes)} free`
    : `room for ${freeFiles} of ${files} files`;

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 30 ? 1 : 0)} MB`;

interface Mounted {
  readonly container: string;
  readonly mount: MountModel;
}

/** Every volume in the first container of each service that has it. */
const mountsOf = ({ model, containers }: VerifyContext): readonly Mounted[] =>
  Object.values(model.services).flatMap(({ key, mounts }) => {
    const [container] = containers[key] ?? [];
    return container === undefined ? [] : mounts.map((mount) => ({ container, mount }));
  });

/** Asks each container for all that it mounts; the least is what counts where several do. */
async function roomsOf(context: VerifyContext): Promise<readonly Room[]> {
  const byContainer = Map.groupBy(mountsOf(context), ({ container }) => container);
  const found = await Promise.all(
    [...byContainer].map(([container, mounted]) =>
      ask(
        context,
        container,
        mounted.map(({ mount }) => mount),
      ),
    ),
  );
  return [...Map.groupBy(found.flat(), ({ volume }) => volume).values()].flatMap((rooms) =>
    rooms.toSorted((a, b) => a.freeBytes - b.freeBytes).slice(0, 1),
  );
}

async function ask(
  { engine }: VerifyContext,
  container: string,
  mounts: readonly MountModel[],
): Promise<readonly Room[]> {
  const command = [...question, ...mounts.map(({ path }) => path)];
  const { exitCode, output } = await engine.container(container).execute({ command });
  if (exitCode !== 0) return [];
  const lines = output.trim().split("\n");
  return mounts.flatMap(({ source }, index) => {
    const [free = NaN, all = NaN, size = NaN, freeFiles = NaN, files = NaN] =
      lines[index]?.split(" ").map(Number) ?? [];
    const room = { volume: source, freeBytes: free * size, bytes: all * size, freeFiles, files };
    return Object.values(room).some(Number.isNaN) ? [] : [room];
  });
}
