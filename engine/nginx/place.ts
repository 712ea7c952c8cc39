import type { Container } from "../container.ts";

/** The user that nginx runs as, in the official image as well as in the local one. */
const owner = 101;

/** Writes files into a folder of nginx's container, readable by nginx alone. @param files - content by name */
export const place = (
  nginx: Container,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> => nginx.writeFiles(folder, files, owner);
