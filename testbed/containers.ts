import Docker from "dockerode";
import { connect } from "../engine/engine.ts";
import type { Execution, ExecutionResult } from "../engine/container.ts";
import { inspectPresent } from "../engine/present-health.ts";
import { place as placed } from "../engine/nginx/place.ts";
import type { StackReport } from "../cli/deployment/stack-report.ts";

/** The engine that DOCKER_HOST names, as the project speaks to it. */
export const engine = connect();

/** The same through the bare client, for what tests do to it that the project never does. */
export const docker = new Docker();

/** The first serving container of a service. */
export function containerOf({ containers }: StackReport, service: string): Docker.Container {
  const name = containers[service]?.[0];
  if (name === undefined) throw new Error(`${service} has no container`);
  return docker.getContainer(name);
}

/** The health of a service's first container now, also where the engine has not looked yet. */
export async function healthOf(report: StackReport, service: string): Promise<string | undefined> {
  const { id } = containerOf(report, service);
  return (await inspectPresent(engine.container(id)))?.State.Health?.Status;
}

/** Runs a command in a container. */
export const execute = ({ id }: Docker.Container, execution: Execution): Promise<ExecutionResult> =>
  engine.container(id).execute(execution);

/** Runs a script as root on the volumes of a container, whether that runs or not. */
export async function asRoot(container: Docker.Container, script: string): Promise<void> {
  const { Id, Image } = await container.inspect();
  const helper = await docker.createContainer({
    Image,
    User: "0:0",
    Entrypoint: ["sh", "-c", script],
    Cmd: [],
    HostConfig: { VolumesFrom: [Id], NetworkMode: "none" },
  });
  try {
    await helper.start();
    const { StatusCode: code } = (await helper.wait()) as { StatusCode: number };
    if (code !== 0) throw new Error(`ended with exit code ${code}: ${script}`);
  } finally {
    await helper.remove({ force: true });
  }
}

/** Puts files into a folder of a container, as the project does for nginx. @param files - content by name */
export const place = (
  { id }: Docker.Container,
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> => placed(engine.container(id), folder, files);

/** Standard output and error of a command inside a service's container. */
export async function inside(
  report: StackReport,
  service: string,
  command: readonly string[],
): Promise<string> {
  const { output } = await execute(containerOf(report, service), { command });
  return output.trim();
}
