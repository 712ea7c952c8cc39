import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The path of the first executable of that name in the folders of PATH.
 *
 * @param counts - tells which folders are looked into @default all
 */
export function onPath(
  name: string,
  { PATH = "" }: NodeJS.ProcessEnv,
  counts: (folder: string) => boolean = () => true,
): string | undefined {
  return PATH.split(delimiter)
    .filter(counts)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
