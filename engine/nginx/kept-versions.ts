import type { Container } from "../container.ts";
import { isVersions, parseVersions, versionsText, withVersion, type Version } from "../../model/versions.ts";
import { paths } from "../../artefacts/nginx/paths.ts";
import { placeDurably, readPlaced } from "./place.ts";

const name = "versions.json";

/** The versions that a stack keeps beside its nginx configuration, newest first; none before its first update. */
export const keptVersions = async (nginx: Container): Promise<readonly Version[]> =>
  parseVersions((await readPlaced(nginx, paths.folder, name, isVersions)) ?? "");

/** @throws Error where they cannot be written */
export async function keepVersions(nginx: Container, versions: readonly Version[]): Promise<void> {
  const { exitCode, output } = await placeDurably(nginx, paths.folder, { [name]: versionsText(versions) });
  if (exitCode !== 0) throw new Error(`nginx: the version could not be recorded:\n${output}`);
}

/** Adds a version that has just been proven; writes nothing where it is the newest already. */
export async function recordVersion(nginx: Container, proven: Version): Promise<void> {
  const kept = await keptVersions(nginx);
  const versions = withVersion(kept, proven);
  if (versions !== kept) await keepVersions(nginx, versions);
}
