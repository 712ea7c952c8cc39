import type Docker from "dockerode";
import { parseVersions, versionsText, withVersion, type Version } from "../../model/versions.ts";
import { paths } from "./cut-over.ts";
import { keptFile } from "../kept-file.ts";
import { place } from "../place.ts";

const name = "versions.json";

/** The versions that a stack keeps beside its nginx configuration, newest first. */
export const keptVersions = async (nginx: Docker.Container): Promise<readonly Version[]> =>
  parseVersions((await keptFile(nginx, `${paths.folder}/${name}`)) ?? "");

export const keepVersions = (nginx: Docker.Container, versions: readonly Version[]): Promise<void> =>
  place(nginx, paths.folder, { [name]: versionsText(versions) });

/** Adds a version that has just been proven; writes nothing when it is the newest already. */
export async function recordVersion(nginx: Docker.Container, proven: Version): Promise<void> {
  const kept = await keptVersions(nginx);
  const versions = withVersion(kept, proven);
  if (versions !== kept) await keepVersions(nginx, versions);
}
