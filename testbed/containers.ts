import Docker from "dockerode";
import { execute } from "../engine/execute.ts";
import type { StackReport } from "../cli/deployment/stack-report.ts";

export const docker = new Docker();

/** The first serving container of a service. */
export function containerOf({ containers }: StackReport, service: string): Docker.Container {
  const name = containers[service]?.[0];
  if (name === undefined) throw new Error(`${service} has no container`);
  return docker.getContainer(name);
}

/** Standard output and error of a command inside a service's container. */
export async function inside(
  report: StackReport,
  service: string,
  command: readonly string[],
): Promise<string> {
  const { output } = await execute(containerOf(report, service), { command });
  return output.trim();
}
