import type { Readable } from "node:stream";
import type Docker from "dockerode";
import { z } from "zod";
import { listedContainer, type ListedContainer } from "./answers/container.ts";
import { listedImage, type ListedImage } from "./answers/image.ts";
import { engineInfo, type EngineInfo } from "./answers/info.ts";
import { listedNetwork, type ListedNetwork } from "./answers/network.ts";
import { volumeList, type VolumeInspection } from "./answers/volume.ts";
import { clientOf } from "./client.ts";
import { Container } from "./container.ts";
import { completed, type OnMessage } from "./engine-messages.ts";
import { Image, type ImageName } from "./image.ts";
import { Network } from "./network.ts";
import { filtersOf, type Selection } from "./selection.ts";
import { Volume } from "./volume.ts";

/** How to build an image from an archive of its context. */
export interface Build {
  readonly name: string;
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
}

/** A Docker engine: the only way to the Engine API. It is handed in to whoever needs one. */
export class Engine {
  /** As DOCKER_HOST takes it; undefined is the default socket. */
  readonly address: string | undefined;
  readonly #docker: Docker;

  constructor(address: string | undefined, environment: NodeJS.ProcessEnv = process.env) {
    this.address = address;
    this.#docker = clientOf(address, environment);
  }

  /** Says whether it runs on this machine, so that its ports can be tried here. */
  get isLocal(): boolean {
    return /^(unix:|npipe:|$)/.test(this.address ?? "");
  }

  /** The machine that its containers publish their ports on. */
  get host(): string {
    return /^(tcp|ssh|https?):/.test(this.address ?? "") ? new URL(this.address ?? "").hostname : "127.0.0.1";
  }

  /** Its address where it is reached by ssh. */
  get ssh(): string | undefined {
    return this.address?.startsWith("ssh:") === true ? this.address : undefined;
  }

  /** @throws Error where it does not answer */
  async ping(): Promise<void> {
    await this.#docker.ping();
  }

  /** Its processor architecture, as Debian and Go name it: `amd64`. */
  async architecture(): Promise<string> {
    return z.object({ Arch: z.string() }).parse(await this.#docker.version()).Arch;
  }

  /** Its own version: `20.10.24`. */
  async version(): Promise<string> {
    return z.object({ Version: z.string() }).parse(await this.#docker.version()).Version;
  }

  async info(): Promise<EngineInfo> {
    return engineInfo.parse(await this.#docker.info());
  }

  /** @param options - `running` leaves out stopped ones @default false */
  async containers({
    running = false,
    ...selection
  }: Selection & { readonly running?: boolean } = {}): Promise<readonly ListedContainer[]> {
    const found = await this.#docker.listContainers({ all: !running, ...filtersOf(selection) });
    return z.array(listedContainer).parse(found);
  }

  async networks(selection: Selection = {}): Promise<readonly ListedNetwork[]> {
    return z.array(listedNetwork).parse(await this.#docker.listNetworks(filtersOf(selection)));
  }

  async volumes(selection: Selection = {}): Promise<readonly VolumeInspection[]> {
    return volumeList.parse(await this.#docker.listVolumes(filtersOf(selection)));
  }

  async images(): Promise<readonly ListedImage[]> {
    return z.array(listedImage).parse(await this.#docker.listImages());
  }

  container(idOrName: string): Container {
    return new Container(this.#docker, idOrName);
  }

  network(idOrName: string): Network {
    return new Network(this.#docker, idOrName);
  }

  volume(name: string): Volume {
    return new Volume(this.#docker, name);
  }

  image(idOrName: string): Image {
    return new Image(this.#docker, idOrName);
  }

  /** Makes a volume; one of that name that exists already is left as it is, without an error. */
  async createVolume(name: string, labels: Readonly<Record<string, string>>): Promise<void> {
    await this.#docker.createVolume({ Name: name, Labels: { ...labels } });
  }

  /** Builds an image with BuildKit. @throws Error with the engine's reason */
  async build(
    context: NodeJS.ReadableStream,
    { name, dockerfile, buildArgs }: Build,
    onMessage?: OnMessage,
  ): Promise<void> {
    const options = { t: name, dockerfile, buildargs: { ...buildArgs }, version: "2" as const, rm: true };
    await completed(await this.#docker.buildImage(context, options), onMessage);
  }

  /** Pulls an image from its registry. @throws Error with the engine's reason */
  async pull({ repo, tag }: ImageName, signal: AbortSignal, onMessage?: OnMessage): Promise<void> {
    const stream = await this.#docker.createImage({ fromImage: repo, tag, abortSignal: signal });
    await completed(stream, onMessage);
  }

  /** Makes an image from an archive of a root file system. @param command - its default command */
  async importImage(archive: Readable, name: ImageName, command: readonly string[]): Promise<void> {
    const changes = `CMD ${JSON.stringify(command)}`;
    await completed(await this.#docker.importImage(archive, { ...name, changes }));
  }
}

/**
 * Connects to an engine. Nothing is sent until an operation is called; over ssh all of them share one connection.
 *
 * @param host - as DOCKER_HOST takes it @default DOCKER_HOST, else the default socket
 * @param environment - says whether and with which certificates a tcp engine is spoken to by TLS
 */
export function connect(host?: string, environment: NodeJS.ProcessEnv = process.env): Engine {
  const address = host === undefined || host === "" ? environment.DOCKER_HOST : host;
  return new Engine(address === "" ? undefined : address, environment);
}
