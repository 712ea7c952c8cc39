import { buffer } from "node:stream/consumers";
import type Docker from "dockerode";
import tar from "tar-stream";

/** The user that nginx runs as, in the official image as well as in the local one. */
const owner = 101;

/** Writes files into a folder of the container, readable by nginx alone. The engine writes them: no process needs the right to. */
export async function place(
  container: Docker.Container,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const pack = tar.pack();
  for (const [name, content] of Object.entries(files))
    pack.entry({ name, mode: 0o600, uid: owner, gid: owner }, content);
  pack.finalize();
  await container.putArchive(await buffer(pack), { path: folder });
}
