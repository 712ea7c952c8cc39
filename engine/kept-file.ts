import { buffer } from "node:stream/consumers";
import type Docker from "dockerode";
import tar from "tar-stream";

/** The text of a file of a container, running or not; undefined where there is none. */
export async function keptFile(container: Docker.Container, path: string): Promise<string | undefined> {
  const archive = await container.getArchive({ path }).catch((error: unknown) => {
    if (error instanceof Error && "statusCode" in error && error.statusCode === 404) return undefined;
    throw error;
  });
  if (archive === undefined) return undefined;
  const extract = tar.extract();
  extract.end(await buffer(archive));
  for await (const entry of extract) return (await buffer(entry)).toString("utf8");
  return undefined;
}
