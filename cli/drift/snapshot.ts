import type { Inspection, ListedContainer } from "../../engine/answers/container.ts";
import type { ImageConfig } from "../../engine/answers/image.ts";
import type { NetworkInspection } from "../../engine/answers/network.ts";
import type { VolumeInspection } from "../../engine/answers/volume.ts";
import type { Engine } from "../../engine/engine.ts";
import pLimit from "p-limit";
import { label } from "../../model/labels.ts";
import { paths } from "../../artefacts/nginx/paths.ts";
import type { Facts } from "./difference.ts";
import { droppedFacts } from "./inspection.ts";
import type { DeployedState } from "./deployed-state.ts";

/** The engine's side of a stack: whatever its state names, carries its label, or uses something of the stack's. */
export interface Snapshot {
  readonly containers: readonly Inspection[];
  readonly networks: readonly NetworkInspection[];
  readonly volumes: readonly VolumeInspection[];
  /** Image id by name, as far as the engine has it. */
  readonly images: Readonly<Record<string, string>>;
  /** Configurations of images by their id. */
  readonly configs: Readonly<Record<string, ImageConfig>>;
  /** By container id: content of its uploaded files, and of nginx's configuration. */
  readonly files: Readonly<Record<string, Facts>>;
  /** Names of the facts that this engine keeps nothing of. */
  readonly dropped: readonly string[];
}

/** The two sides of a comparison. */
export interface Compared {
  readonly stack: string;
  readonly state: DeployedState;
  readonly engine: Snapshot;
  /** nginx's configuration as the stack has it. */
  readonly nginx: string;
  /** Release jobs that have succeeded, as {@link settledJobs} finds them: their containers may be gone. */
  readonly settled?: ReadonlySet<string>;
}

export interface Asked {
  readonly stack: string;
  readonly state: DeployedState;
  /** The engine's containers before the state was read. */
  readonly listed: readonly ListedContainer[];
}

/** How many questions are asked at the same time: sshd refuses more than ten sessions. */
const atOnce = 4;

/** Files of nginx's configuration: the one that is kept, and the one that the running nginx reads. */
export const nginxFiles = [paths.kept, paths.active] as const;

/**
 * True for a container that is in the state, carries the stack's label or one of its names, or uses its network or a
 * volume.
 */
function isAbout(container: ListedContainer, stack: string, state: DeployedState): boolean {
  const { Id, Labels, Names, Mounts, NetworkSettings } = container;
  const networks = Object.values(NetworkSettings?.Networks ?? {}).map(({ NetworkID }) => NetworkID);
  return (
    state.known.has(Id) ||
    Labels[label.stack] === stack ||
    state.containers.some(({ inputs }) => Names.includes(`/${inputs.name}`)) ||
    state.networks.some(({ id }) => networks.includes(id)) ||
    state.volumes.some(({ inputs }) => Mounts.some(({ Name }) => Name === inputs.name))
  );
}

/** Takes down what the engine says about a stack; changes nothing. */
export async function snapshot(engine: Engine, { stack, state, listed }: Asked): Promise<Snapshot> {
  const limit = pLimit(atOnce);
  const all = <T, R>(list: readonly T[], ask: (item: T) => Promise<R | undefined>): Promise<readonly R[]> =>
    Promise.all(list.map((item) => limit(() => ask(item)))).then((found) =>
      found.filter((answer) => answer !== undefined),
    );
  const asked = new Set([
    ...state.containers.map(({ id }) => id),
    ...listed.filter((container) => isAbout(container, stack, state)).map(({ Id }) => Id),
  ]);
  const containers = await all([...asked], (id) => engine.container(id).inspect());
  const networkNames = state.networks.map(({ inputs }) => inputs.name);
  const networks = await all(
    (await engine.networks()).filter(({ Name }) => networkNames.includes(Name)),
    ({ Id }) => engine.network(Id).inspect(),
  );
  const volumes = await all(state.volumes, ({ inputs: { name } }) => engine.volume(name).inspect());
  const named = await all(state.images, async ({ inputs: { name } }) => {
    const found = await engine.image(name).inspect();
    return found === undefined ? undefined : ([name, found.Id] as const);
  });
  const ids = new Set([
    ...state.containers.map(({ inputs }) => inputs.image),
    ...containers.map(({ Image }) => Image),
  ]);
  const configs = await all([...ids], async (id) => {
    const found = await engine.image(id).inspect();
    return found === undefined ? undefined : ([id, found.Config] as const);
  });
  const files = await all(containers, async ({ Id, Name, Config }) => {
    const wanted = state.containers.find(({ id, inputs }) => id === Id || inputs.name === Name)?.inputs;
    const uploads = wanted?.uploads.map(({ file }) => file) ?? [];
    const edge = Config.Labels[label.service] === "nginx" ? nginxFiles : [];
    const contents: [string, string][] = [];
    for (const file of [...uploads, ...edge]) {
      const content = await engine.container(Id).readFile(file);
      if (content !== undefined) contents.push([file, content]);
    }
    return [Id, Object.fromEntries(contents)] as const;
  });
  return {
    containers,
    networks,
    volumes,
    images: Object.fromEntries(named),
    configs: Object.fromEntries(configs),
    files: Object.fromEntries(files),
    dropped: droppedFacts(await engine.info()),
  };
}
