import { freemem } from "node:os";
import type Docker from "dockerode";
import { z } from "zod";
import type { Problem } from "../config/problems.ts";
import { services } from "../config/services.ts";
import { label } from "../model/labels.ts";

const mebibyte = 1024 * 1024;

/** What the second version of the applications may need beyond what the first one uses now. */
const headroom = 1.25;

/** An engine that can not say leaves it out. */
const stats = z.object({
  memory_stats: z.object({
    usage: z.number().default(0),
    stats: z.object({ inactive_file: z.number().default(0) }).default({ inactive_file: 0 }),
  }),
});

/**
 * An update runs two versions of the applications at once. Whether the memory suffices is asked beforehand: a machine that runs out of
 * it ends whatever it likes, the version that serves among it.
 *
 * @param local - whether the engine runs on this machine
 */
export async function checkMemory(
  docker: Docker,
  stack: string,
  local: boolean,
): Promise<readonly Problem[]> {
  const running = await docker.listContainers();
  const applications = running.filter(
    ({ Labels }) => Labels[label.stack] === stack && isApplication(Labels[label.service]),
  );
  if (applications.length === 0) return [];
  const needed = headroom * (await usage(docker, applications));
  const left = local ? freemem() : (await total(docker)) - (await usage(docker, running));
  return needed <= left
    ? []
    : [
        {
          path: "memory",
          message: `found ${inMegabytes(left)} left on the engine's host, expected ${inMegabytes(needed)} or more: an update runs both versions of the applications for a while; stop something else, or set fewer gaara:replicas`,
        },
      ];
}

const isApplication = (service: string | undefined): boolean =>
  Object.entries(services).some(([key, { kind }]) => key === service && kind === "application");

const total = async (docker: Docker): Promise<number> =>
  z.object({ MemTotal: z.number() }).parse(await docker.info()).MemTotal;

/** Bytes that containers use; what they have cached of files is given back at need. */
async function usage(docker: Docker, containers: readonly Docker.ContainerInfo[]): Promise<number> {
  const used = await Promise.all(
    containers.map(async ({ Id }) => {
      const found = await docker
        .getContainer(Id)
        .stats({ stream: false, "one-shot": true })
        // A container of the list may be gone by now.
        .catch(() => undefined);
      const { data } = stats.safeParse(found);
      return data === undefined ? 0 : data.memory_stats.usage - data.memory_stats.stats.inactive_file;
    }),
  );
  return used.reduce((sum, bytes) => sum + bytes, 0);
}

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / mebibyte)} MB`;
