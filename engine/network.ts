import type Docker from "dockerode";
import { networkInspection, type NetworkInspection } from "./answers/network.ts";
import { unlessGone } from "./unless-gone.ts";

/** A network of the engine, by its id or name. */
export class Network {
  readonly #network: Docker.Network;

  constructor(docker: Docker, id: string) {
    this.#network = docker.getNetwork(id);
  }

  async inspect(): Promise<NetworkInspection | undefined> {
    return networkInspection.optional().parse(await unlessGone(this.#network.inspect()));
  }

  async connect(container: string, aliases: readonly string[]): Promise<void> {
    await this.#network.connect({ Container: container, EndpointConfig: { Aliases: [...aliases] } });
  }

  /** Takes a container off it, even one that does not run. */
  async disconnect(container: string): Promise<void> {
    await this.#network.disconnect({ Container: container, Force: true });
  }

  async remove(): Promise<void> {
    await unlessGone(this.#network.remove());
  }
}
