import type { Engine } from "../../engine/engine.ts";
import type { Drift } from "./difference.ts";
import { unlessGone } from "../../engine/unless-gone.ts";
import type { ContainerInputs, DeployedState } from "./deployed-state.ts";

/** Changes one difference back without an interruption. */
export async function changeBack(engine: Engine, drift: Drift, state: DeployedState): Promise<void> {
  if (drift.kind === "image") {
    const { repository, tag } = nameParts(drift.name);
    await engine.image(drift.expected).tag({ repo: repository, tag });
    return;
  }
  const wanted = state.containers.find(({ urn }) => urn === drift.urn);
  if (wanted === undefined) return;
  const container = engine.container(wanted.id);
  const { what, found } = drift;
  if (what === "state") await (found === "paused" ? container.unpause() : container.start());
  else if (what === "name") {
    const { name } = wanted.inputs;
    // What stands under the name goes on running under another until it is removed.
    await unlessGone(engine.container(name).rename(`${name}-by-hand`));
    await container.rename(name);
  } else if (what.startsWith("network "))
    await reconnect(engine, wanted.id, what.slice("network ".length), wanted.inputs, found);
  else await container.update(limits(wanted.inputs));
}

const limits = (inputs: ContainerInputs) => ({
  Memory: inputs.memory * 2 ** 20,
  MemorySwap: inputs.memorySwap * 2 ** 20,
  CpuPeriod: inputs.cpuPeriod,
  CpuQuota: inputs.cpuQuota,
  // None; all other limits that the stack does not set an engine takes for "as it is".
  PidsLimit: 0,
  RestartPolicy: { Name: inputs.restart },
});

async function reconnect(
  engine: Engine,
  id: string,
  name: string,
  { networksAdvanced }: ContainerInputs,
  found: string,
): Promise<void> {
  const network = engine.network(name);
  const wanted = networksAdvanced.find((one) => one.name === name);
  if (found !== "none") await network.disconnect(id);
  if (wanted !== undefined) await network.connect(id, wanted.aliases);
}

/** `registry:5000/name` and `tag` of an image's name. */
function nameParts(image: string): { repository: string; tag: string } {
  const [, repository = image, tag = "latest"] = /^(.+?)(?::([^/:]+))?$/.exec(image) ?? [];
  return { repository, tag };
}
