import { copyFolder } from "../../artefacts/nginx/paths.ts";
import type { Container, ExecutionResult } from "../container.ts";
import { isInUse } from "../refusals.ts";

/** The user that nginx runs as, in the official image as well as in the local one. */
const owner = 101;

/** Content of files by their names. */
type Files = Readonly<Record<string, string>>;

/** Writes files into a folder of nginx's container, readable by nginx alone. */
export const place = (nginx: Container, folder: string, files: Files): Promise<void> =>
  nginx.writeFiles(folder, files, owner);

const fresh = (name: string): string => `.${name}.new`;

/**
 * Puts files that lie under their names for fresh ones into place, each on the disk before it takes its name, and then
 * a copy of each. Then it runs a command, as to start another one takes longer than all of this.
 *
 * Arguments: the folder, the number of files, their names, the command.
 */
const script = `
cd "$1" && mkdir -p ${copyFolder} || exit
count=$2
shift 2
names=
while [ "$count" -gt 0 ]; do names="$names $1"; count=$((count - 1)); shift; done
for name in $names; do
  sync ".$name.new" && mv -f ".$name.new" "$name" || exit
done
sync .
for name in $names; do
  cp -p "$name" "${copyFolder}/.$name.new" && sync "${copyFolder}/.$name.new" &&
    mv -f "${copyFolder}/.$name.new" "${copyFolder}/$name" || exit
done
sync ${copyFolder}
exec "$@"`;

/** The command where there is none. */
const nothing: readonly string[] = ["true"];

export interface Durably {
  /** Further files that nobody misses after a power cut. @default none */
  readonly others?: Files;
  /** Run in the folder when all files are in place. @default nothing */
  readonly then?: readonly string[];
}

/**
 * The same for files that have to outlive a power cut: under each name there is the old file or the new one, whole, and
 * a copy of it besides.
 *
 * @returns the end of the command
 */
export async function placeDurably(
  nginx: Container,
  folder: string,
  files: Files,
  { others = {}, then = nothing }: Durably = {},
): Promise<ExecutionResult> {
  const names = Object.keys(files);
  const renamed = Object.entries(files).map(([name, content]) => [fresh(name), content] as const);
  // An image without the folder leaves the engine to make it, as root's.
  await nginx.ownFolder(folder, owner);
  await place(nginx, folder, { ...others, ...Object.fromEntries(renamed) });
  const command = ["sh", "-c", script, "place", folder, String(names.length), ...names, ...then];
  try {
    return await nginx.execute({ command });
  } catch (error) {
    if (!isInUse(error) || then !== nothing) throw error;
    // It does not run, so that nothing can be run in it: the engine writes them, and that is all.
    await place(nginx, folder, files);
    return { exitCode: 0, output: "" };
  }
}

/**
 * The text of a file that {@link placeDurably} has written: its copy's where it is not whole, its own where neither is.
 *
 * @param isWhole - says whether a text is as it was written
 */
export async function readPlaced(
  nginx: Container,
  folder: string,
  name: string,
  isWhole: (text: string) => boolean,
): Promise<string | undefined> {
  const text = await nginx.readFile(`${folder}/${name}`);
  if (text !== undefined && isWhole(text)) return text;
  const copy = await nginx.readFile(`${folder}/${copyFolder}/${name}`);
  return copy !== undefined && isWhole(copy) ? copy : text;
}
