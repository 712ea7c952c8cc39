import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { paths } from "../../artefacts/nginx/paths.ts";
import { withoutFrames } from "../../engine/frames.ts";
import { portTable } from "../../config/ports.ts";
import { services } from "../../config/services/index.ts";
import { renderStarting } from "../../artefacts/nginx/render.ts";
import { place, reload, run, sweep, until } from "./nginx-container.ts";
import { containerOf, docker } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";

/** The real nginx on a network of its own, with an application behind it that says what reached it. */
export interface Edge extends AsyncDisposable {
  readonly container: Docker.Container;
  /** Port on 127.0.0.1 that leads to a port of nginx. */
  readonly port: (inside: number) => number;
  /** Address that requests come from, as nginx sees it. */
  readonly gateway: string;
  /** `nginx -t` on a text: its exit code and what it says. */
  readonly test: (text: string) => Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Makes nginx serve a text; resolves when no worker with the old one takes requests. */
  readonly load: (text: string) => Promise<void>;
  /** Puts files into a folder of nginx's container. */
  readonly files: (folder: string, files: Readonly<Record<string, string>>) => Promise<void>;
  /** Runs a shell command inside nginx's container. */
  readonly shell: (script: string) => Promise<string>;
  /** Starts one more application under the given DNS names. */
  readonly application: (...names: string[]) => Promise<Docker.Container>;
  /** Starts one more nginx, with a text and a certificate of its own, and returns how to run a command in it. */
  readonly front: (text: string) => Promise<(script: string) => Promise<string>>;
  /**
   * Starts a DNS server beside Docker's, and returns its address.
   *
   * @param lost - names that it does not answer at first, with the seconds from when it is asked for one
   */
  readonly resolver: (lost: Readonly<Record<string, number>>) => Promise<string>;
  /** Everything that it logged until the call; nginx writes lines of requests once a second. */
  readonly logs: () => Promise<string>;
}

/** A Python program in a container of its own. */
interface Program {
  readonly args: readonly string[];
  readonly variable: string;
  readonly names: readonly string[];
}

const life = "900";
const label = "com.gaara.stack";
const { folder } = paths;
const configuration = paths.active;
const insidePorts = [
  ...new Set(
    portTable(services, { portOffset: 0, edgeAddress: "127.0.0.1" })
      .filter(({ publishedBy }) => publishedBy === "nginx")
      .map(({ inside }) => inside),
  ),
];
const applicationPorts = Object.values(services)
  .filter(({ kind }) => kind === "application")
  .map(({ port }) => port);

const certificate =
  "cd /etc/nginx/tls && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out fullchain.pem 2>/dev/null";

/** The image in GAARA_TEST_NGINX_IMAGE, or the one that the tests' stack runs. */
async function edgeImage(): Promise<string> {
  const given = process.env.GAARA_TEST_NGINX_IMAGE;
  if (given !== undefined) return given;
  const { Image } = await containerOf(await startedStack(), "nginx").inspect();
  return Image;
}

export async function startEdge(): Promise<Edge> {
  const image = await edgeImage();
  const stack = `test-nginx-${randomBytes(4).toString("hex")}`;
  const labels = { [label]: stack };
  await sweep(docker, label, "test-nginx-");
  const network = await docker.createNetwork({ Name: stack, Labels: labels, CheckDuplicate: true });
  const started: Docker.Container[] = [];
  const dispose = async () => {
    await Promise.all(started.map((container) => container.remove({ force: true, v: true }).catch(() => {})));
    await until(() =>
      network.remove().then(
        () => true,
        () => false,
      ),
    );
  };
  try {
    const create = async (options: Docker.ContainerCreateOptions, aliases: readonly string[]) => {
      const container = await docker.createContainer({
        Image: image,
        Labels: labels,
        ...options,
        // Ended by its own clock where a killed run does not do it.
        HostConfig: { NetworkMode: stack, AutoRemove: true, CapDrop: ["ALL"], ...options.HostConfig },
        NetworkingConfig: { EndpointsConfig: { [stack]: { Aliases: [...aliases] } } },
      });
      started.push(container);
      return container;
    };
    const listening = async (file: string, { args, variable, names }: Program) => {
      const program = await readFile(new URL(file, import.meta.url), "utf8");
      const container = await create(
        {
          Cmd: ["timeout", life, "python3", "-c", program, ...args],
          HostConfig: { Sysctls: { "net.ipv4.ip_unprivileged_port_start": "0" } },
          Env: [variable],
          User: "101:101",
        },
        names,
      );
      await container.start();
      await until(async () => String(await container.logs({ stdout: true })).includes("listening"));
      return container;
    };
    const addressOf = async (container: Docker.Container) =>
      (await container.inspect()).NetworkSettings.Networks[stack]?.IPAddress ?? "";
    const nginx = await create(
      {
        Cmd: ["sh", "-c", `(sleep ${life}; kill 1) & exec nginx -c ${configuration} -g 'daemon off;'`],
        User: "101:101",
        // The image has no such folders: in the stack they are volumes of others, which nginx only reads.
        Volumes: Object.fromEntries(
          services.nginx.mounts.flatMap(({ path, readOnly }) => (readOnly ? [[path, {}]] : [])),
        ),
        ExposedPorts: Object.fromEntries(insidePorts.map((port) => [`${port}/tcp`, {}])),
        HostConfig: {
          PortBindings: Object.fromEntries(
            insidePorts.map((port) => [`${port}/tcp`, [{ HostIp: "127.0.0.1", HostPort: "" }]]),
          ),
        },
      },
      ["gaara_nginx"],
    );
    await place(nginx, dirname(configuration), { "nginx.conf": renderStarting() });
    await nginx.start();
    const shellIn = (container: Docker.Container) => async (script: string) => {
      const { exitCode, output } = await run(container, ["sh", "-c", script]);
      if (exitCode !== 0) throw new Error(`${script}: exit code ${exitCode}\n${output}`);
      return output;
    };
    const shell = shellIn(nginx);
    await shell(certificate);
    const { NetworkSettings } = await nginx.inspect();
    return {
      container: nginx,
      gateway: NetworkSettings.Networks[stack]?.Gateway ?? "",
      port: (inside) => Number(NetworkSettings.Ports[`${inside}/tcp`]?.[0]?.HostPort),
      test: async (text) => {
        await place(nginx, folder, { "candidate.conf": text });
        return run(nginx, ["nginx", "-t", "-q", "-c", `${folder}/candidate.conf`]);
      },
      load: async (text) => {
        await place(nginx, dirname(configuration), { "nginx.conf": text });
        await shell(reload(configuration));
      },
      files: (where, files) => place(nginx, where, files),
      shell,
      application: (...names) =>
        listening("nginx-upstream.py", {
          args: applicationPorts.map(String),
          variable: `NAME=${names[0] ?? ""}`,
          names,
        }),
      front: async (text) => {
        const command = `${certificate} && exec timeout ${life} nginx -c /tmp/front.conf -g 'daemon off;'`;
        const container = await create({ Cmd: ["sh", "-c", command], User: "101:101" }, []);
        await place(container, "/tmp", { "front.conf": text });
        await container.start();
        const inside = shellIn(container);
        await until(() =>
          inside("test -s /tmp/nginx.pid").then(
            () => true,
            () => false,
          ),
        );
        return inside;
      },
      resolver: async (lost) => {
        const variable = `LOST=${Object.entries(lost)
          .map(([name, seconds]) => `${name}=${seconds}`)
          .join(" ")}`;
        return addressOf(await listening("nginx-names.py", { args: [], variable, names: [] }));
      },
      logs: async () => {
        await pause(1_100);
        return withoutFrames(await nginx.logs({ stdout: true, stderr: true }));
      },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
