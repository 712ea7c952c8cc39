import { once } from "node:events";
import { connect as dial } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import tar from "tar-stream";
import { label } from "../model/labels.ts";
import { connect } from "../engine/engine.ts";
import { docker } from "./containers.ts";
import { removeLeftovers } from "./leftovers.ts";

/** A container of a benchmark's own. */
export interface LabContainer {
  /** Its DNS names on the network. */
  readonly names: readonly string[];
  readonly image: string;
  readonly command: readonly string[];
  /** Content by absolute path, readable by every user of the container. */
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** The processor that it is bound to. */
  readonly processor: number;
  /** It is started once it listens here. */
  readonly port: number;
}

/** A container that runs. */
export interface Running {
  /** On the network, which this machine reaches. */
  readonly address: string;
  /** Processor time of all its processes so far. @remarks seconds */
  readonly processorSeconds: () => Promise<number>;
  readonly remove: () => Promise<void>;
}

/** A network that nobody else is on, and the containers that one benchmark starts there. */
export interface Lab extends AsyncDisposable {
  /** Starts a container as the stack starts its own: without capabilities, logging to a file of limited size. */
  readonly start: (container: LabContainer) => Promise<Running>;
}

/**
 * Makes a network.
 *
 * @param name - its name, and the stack that its parts are labelled with; what an earlier run left of it goes first
 */
export async function openLab(name: string): Promise<Lab> {
  const engine = connect();
  await removeLeftovers(engine, name);
  const labels = { [label.stack]: name };
  await docker.createNetwork({ Name: name, Labels: labels, CheckDuplicate: true });
  return {
    start: (container) => started(name, labels, container),
    [Symbol.asyncDispose]: () => removeLeftovers(engine, name),
  };
}

async function started(
  network: string,
  labels: Readonly<Record<string, string>>,
  { names, image, command, files, processor, port }: LabContainer,
): Promise<Running> {
  const container = await docker.createContainer({
    Image: image,
    Cmd: [...command],
    User: "101:101",
    Labels: { ...labels },
    HostConfig: {
      NetworkMode: network,
      CpusetCpus: String(processor),
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      LogConfig: { Type: "json-file", Config: { "max-size": "10m", "max-file": "2" } },
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [...names] } } },
  });
  const pack = tar.pack();
  for (const [path, content] of Object.entries(files))
    pack.entry({ name: path.slice(1), mode: 0o444, uid: 101, gid: 101 }, content);
  pack.finalize();
  await container.putArchive(await buffer(pack), { path: "/" });
  await container.start();
  const { NetworkSettings: settings } = await container.inspect();
  const address = settings.Networks[network]?.IPAddress ?? "";
  if (!(await listens(address, port))) {
    const lines = await connect().container(container.id).lastLines();
    throw new Error(`${image} does not listen on port ${port}. Its last log lines:\n${lines}`);
  }
  return {
    address,
    processorSeconds: async () => {
      const { cpu_stats: cpu } = await container.stats({ stream: false, "one-shot": true });
      return cpu.cpu_usage.total_usage / 1e9;
    },
    remove: () => container.remove({ force: true, v: true }),
  };
}

/** Waits for ten seconds at most until something accepts connections. */
async function listens(host: string, port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const socket = dial(port, host);
    const isOpen = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return true;
    await pause(50);
  }
  return false;
}
