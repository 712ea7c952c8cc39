import type Docker from "dockerode";
import type { Drift } from "./difference.ts";
import { unlessGone } from "../../engine/unless-gone.ts";
import type { ContainerInputs, State } from "./deployed-state.ts";

/** Changes one difference back without an interruption. */
export async function changeBack(docker: Docker, drift: Drift, state: State): Promise<void> {
  if (drift.kind === "image") {
    const { repository, tag } = nameParts(drift.name);
    await docker.getImage(drift.expected).tag({ repo: repository, tag });
    return;
  }
  const wanted = state.containers.find(({ urn }) => urn === drift.urn);
  if (wanted === undefined) return;
  const container = docker.getContainer(wanted.id);
  const { what, found } = drift;
  if (what === "state") await (found === "paused" ? container.unpause() : container.start());
  else if (what === "name") {
    const { name } = wanted.inputs;
    // What stands under the name goes on running under another until it is removed.
    await unlessGone(docker.getContainer(name).rename({ name: `${name}-by-hand` }));
    await container.rename({ name });
  } else if (what.startsWith("network "))
    await reconnect(docker, wanted.id, what.slice("network ".length), wanted.inputs, found);
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
  docker: Docker,
  id: string,
  name: string,
  { networksAdvanced }: ContainerInputs,
  found: string,
): Promise<void> {
  const network = docker.getNetwork(name);
  const wanted = networksAdvanced.find((one) => one.name === name);
  if (found !== "none") await network.disconnect({ Container: id, Force: true });
  if (wanted !== undefined)
    await network.connect({ Container: id, EndpointConfig: { Aliases: [...wanted.aliases] } });
}

/** `registry:5000/name` and `tag` of an image's name. */
function nameParts(image: string): { repository: string; tag: string } {
  const [, repository = image, tag = "latest"] = /^(.+?)(?::([^/:]+))?$/.exec(image) ?? [];
  return { repository, tag };
}
