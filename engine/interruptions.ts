import { isDeepStrictEqual } from "node:util";
import { consequences } from "../config/consequences.ts";
import type { PortRow } from "../config/ports.ts";
import { rowOf } from "../config/tables.ts";
import { mebibytes } from "../config/values.ts";
import { label, serving } from "../model/labels.ts";
import { nameResolution } from "../model/name-resolution.ts";
import type { ServiceModel, StackModel } from "../model/stack-model.ts";
import type { Inspection } from "./answers/container.ts";
import type { Engine } from "./engine.ts";
import { imageNames } from "./images/image-sources.ts";
import { publishedPorts } from "./published-ports.ts";

/**
 * Interruptions that an update will cause, a sentence each with its reason: two containers cannot share a port or a
 * data folder. Applications are never among them. The engine is asked, so a preview says it as well.
 */
export async function interruptions(
  engine: Engine,
  { stack, settings, services }: StackModel,
): Promise<readonly string[]> {
  const containers = (await engine.containers({ stack, role: serving })).filter(
    ({ Labels }) => consequences[Labels[label.service] ?? ""] !== undefined,
  );
  if (containers.length === 0) return [];
  const names = imageNames(settings);
  const found = await Promise.all(
    containers.map(async ({ Id, Labels }) => {
      const service = Labels[label.service] ?? "";
      const model = rowOf<ServiceModel>(services, service);
      const now = await engine.container(Id).inspect();
      if (now === undefined) return [];
      const reasons = [
        ...(now.Image === (await idOf(engine, names[service])) ? [] : ["its image changes"]),
        ...(samePorts(now, model?.ports ?? []) ? [] : ["its published ports change"]),
        ...(model === undefined || sameMemory(now, model)
          ? []
          : ["its settings follow another memory limit"]),
        ...(sameNames(now) ? [] : ["it looks names up in another way"]),
      ];
      return reasons.length === 0
        ? []
        : [
            `${model?.definition.title ?? service} is replaced (${reasons.join(", ")}): ${consequences[service]}.`,
          ];
    }),
  );
  return found.flat();
}

/** Undefined for an image that has yet to be built or pulled, which is another one in any case. */
const idOf = async (engine: Engine, name: string | undefined): Promise<string | undefined> =>
  name === undefined ? undefined : (await engine.image(name).inspect())?.Id;

/** Stores have settings that follow their memory limit, where the engine keeps account of memory. */
const sameMemory = (
  { HostConfig: { Memory } }: Inspection,
  { definition: { kind }, limits }: ServiceModel,
): boolean => kind !== "store" || Memory === 0 || Memory === mebibytes(limits.memory) * 1024 * 1024;

/** Says whether the container looks names up as this program's containers do. */
const sameNames = ({ HostConfig: { DnsOptions, DnsSearch } }: Inspection): boolean =>
  isDeepStrictEqual({ options: DnsOptions, search: DnsSearch }, nameResolution);

function samePorts(container: Inspection, ports: readonly PortRow[]): boolean {
  const wanted = ports.map(({ address, host, inside }) => `${address}:${host}:${inside}/tcp`);
  const published = publishedPorts(container).map(
    ({ address, host, inside }) => `${address}:${host}:${inside}`,
  );
  return wanted.sort().join() === published.sort().join();
}
