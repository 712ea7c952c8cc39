import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type Docker from "dockerode";
import { docker } from "./containers.ts";
import { clone } from "./stack.ts";

type Snapshot = Readonly<Record<string, readonly string[]>>;

/** Everything that only one of two snapshots has, a line each. */
export const differences = (before: Snapshot, after: Snapshot): readonly string[] =>
  Object.entries(before).flatMap(([kind, old]) => [
    ...old.filter((line) => !after[kind]?.includes(line)).map((line) => `gone: ${kind} ${line}`),
    ...(after[kind] ?? []).filter((line) => !old.includes(line)).map((line) => `new: ${kind} ${line}`),
  ]);

/** Everything that a stack could leave: on the engine, and as files of the clone, its state among them. */
export async function snapshot(): Promise<Snapshot> {
  const containers = await docker.listContainers({ all: true });
  const networks = await docker.listNetworks();
  const { Volumes: volumes } = await docker.listVolumes();
  const images = await docker.listImages();
  return {
    containers: containers.map(({ Id, Names }) => `${Names[0] ?? ""} ${Id}`).sort(),
    networks: networks.map(({ Name, Id }) => `${Name} ${Id}`).sort(),
    volumes: (volumes ?? []).map((volume) => `${volume.Name} ${timeOf(volume)}`).sort(),
    images: images.flatMap(({ Id, RepoTags }) => (RepoTags ?? []).map((tag) => `${tag} ${Id}`)).sort(),
    files: files(),
  };
}

/** Engines before 23 report when a volume's folder was last changed; Redis writes its file anew every few minutes. */
const timeOf = (volume: Docker.VolumeInspectInfo): string =>
  "CreatedAt" in volume && !volume.Name.endsWith("-redis-data") ? String(volume.CreatedAt) : "";

/** The target of the link `node_modules` is no part of the clone. */
const files = (): readonly string[] =>
  readdirSync(clone(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${createHash("sha256").update(readFileSync(path)).digest("hex")}`)
    .sort();
