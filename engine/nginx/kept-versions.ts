import type { Container } from "../container.ts";
import { parseVersions, versionsText, withVersion, type Version } from "../../model/versions.ts";
import { paths } from "../../artefacts/nginx/paths.ts";
import { place } from "./place.ts";

const name = "versions.json";

/** The versions that a stack keeps beside its nginx configuration, newest first; none before its first update. */
export const keptVersions = async (nginx: Container): Promise<readonly Version[]> =>
  parseVersions((await nginx.readFile(`${paths.folder}/${name}`)) ?? "");

export const keepVersions = (nginx: Container, versions: readonly Version[]): Promise<void> =>
  place(nginx, paths.folder, { [name]: versionsText(versions) });

/** Adds a version that has just been proven; writes nothing where it is the newest already. */
export async function recordVersion(nginx: Container, proven: Version): Promise<void> {
  const kept = await keptVersions(nginx);
  const versions = withVersion(kept, proven);
  if (versions !== kept) await keepVersions(nginx, versions);
}
