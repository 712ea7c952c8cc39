import type { Agent } from "node:http";
import Docker from "dockerode";
import { SshEngineAgent } from "./ssh/ssh-agent.ts";

/** One connection per server and process. */
const agents = new Map<string, SshEngineAgent>();

/** The Engine API of the stack's engine: DOCKER_HOST (unix, tcp or ssh), the default socket where it is not set. */
export function engine(): Docker {
  const host = process.env.DOCKER_HOST ?? "";
  if (!host.startsWith("ssh:")) return new Docker();
  const agent = agents.get(host) ?? new SshEngineAgent(host);
  agents.set(host, agent);
  // The agent connects; what stands here goes into the Host header.
  const options: Docker.DockerOptions & { readonly agent: Agent } = {
    protocol: "http",
    host: "docker.invalid",
    port: 80,
    agent,
  };
  return new Docker(options);
}

/** When this program started, for telling a container of this update from one of an earlier update. */
export const programStart = Date.now();

/** The last lines that a container wrote, indented for an error message. */
export async function lastLines(container: Docker.Container, count = 20): Promise<string> {
  const logs = await container.logs({ stdout: true, stderr: true, tail: count });
  const text = withoutFrames(logs).trimEnd();
  return text === "" ? "    (it wrote nothing)" : text.replaceAll(/^/gm, "    ");
}

/** The text of a multiplexed stream of the Engine API: each frame has a header of 8 bytes, the length in its last 4. */
export function withoutFrames(stream: Buffer): string {
  const parts: Buffer[] = [];
  for (let offset = 0; offset + 8 <= stream.length;) {
    const length = stream.readUInt32BE(offset + 4);
    parts.push(stream.subarray(offset + 8, offset + 8 + length));
    offset += 8 + length;
  }
  return Buffer.concat(parts).toString("utf8");
}
