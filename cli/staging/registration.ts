import type Docker from "dockerode";
import { z } from "zod";
import { label } from "../../model/labels.ts";
import { isLocal, isTaken } from "../../engine/host-ports.ts";
import { hostPorts } from "../../engine/published-ports.ts";
import { SetupError } from "../setup/setup-error.ts";

/** Who made a stack, when, and which port is its own. */
export interface Registration {
  readonly name: string;
  readonly owner: string;
  /** ISO 8601. */
  readonly created: string;
  readonly port: number;
  /** Names of the built images that were there before: they are not the stack's own. Unknown once the engine has lost it. */
  readonly before?: readonly string[];
}

const reservation = "com.gaara.reservation";
const volumeName = (port: number): string => `gaara-edge-port-${port}`;

const labels = z
  .object({
    [reservation]: z.string(),
    [label.ephemeral]: z.string(),
    "com.gaara.owner": z.string(),
    "com.gaara.created": z.iso.datetime(),
    "com.gaara.images-before": z.string(),
  })
  .transform((found) => ({
    stack: found[reservation],
    name: found[label.ephemeral],
    owner: found["com.gaara.owner"],
    created: found["com.gaara.created"],
    before: found["com.gaara.images-before"].split(" "),
  }));

/**
 * Registrations of ephemeral stacks, by stack. An empty volume of the engine holds each: of two that make a volume of one name the engine
 * lets one win, on whatever machines they are, and a stack is known and has its port before anything of it exists and after its settings are lost.
 */
export async function registrations(docker: Docker): Promise<ReadonlyMap<string, Registration>> {
  const { Volumes: volumes } = await docker.listVolumes({
    filters: JSON.stringify({ label: [reservation] }),
  });
  const found = (volumes ?? []).flatMap(({ Name, Labels }) => {
    const parsed = labels.safeParse(Labels).data;
    const port = Number(/^gaara-edge-port-(\d+)$/.exec(Name)?.[1]);
    return parsed === undefined || Number.isNaN(port) ? [] : [{ ...parsed, port }];
  });
  // A stack that has two keeps the lower one.
  return new Map(
    found.sort((a, b) => b.port - a.port).map(({ stack, ...registration }) => [stack, registration]),
  );
}

/**
 * Registers a stack under the first port that is free; one that has a registration keeps it.
 *
 * @param known - what else tells of it, where the engine has lost it
 * @param first - the port to try first, and those after it
 */
export async function register(
  docker: Docker,
  stack: string,
  wanted: Omit<Registration, "port"> & { readonly before: readonly string[] },
  known: Partial<Registration>,
  first: number,
): Promise<Registration> {
  const existing = (await registrations(docker)).get(stack);
  if (existing !== undefined) return existing;
  const values = { ...wanted, ...known };
  const taken = await takenPorts(docker, stack);
  const candidates = Array.from({ length: 200 }, (_, index) => first + index);
  for (const port of known.port === undefined ? candidates : [known.port, ...candidates]) {
    if (port > 65_535 || taken.has(port)) continue;
    if (isLocal() && port !== known.port && (await isTaken(port, "0.0.0.0"))) continue;
    if (await reserve(docker, stack, { ...values, port })) return { ...values, port };
  }
  throw new SetupError(
    `${stack}: no port from ${first} to ${first + candidates.length - 1} is free; take stacks down (npm run staging -- list), or set another gaara:edgePort in Pulumi.staging.yaml`,
  );
}

/** Ends a stack's registration: its ports are free again. */
export async function unregister(docker: Docker, stack: string): Promise<void> {
  const filters = JSON.stringify({ label: [`${reservation}=${stack}`] });
  for (const { Name } of (await docker.listVolumes({ filters })).Volumes ?? [])
    await docker.getVolume(Name).remove();
}

/** The engine hands out a volume that exists already, with the labels that it was made with. */
async function reserve(docker: Docker, stack: string, registration: Registration) {
  const { name, owner, created, port, before = [] } = registration;
  await docker.createVolume({
    Name: volumeName(port),
    Labels: {
      [reservation]: stack,
      [label.ephemeral]: name,
      "com.gaara.owner": owner,
      "com.gaara.created": created,
      "com.gaara.images-before": before.join(" "),
    },
  });
  return (await registrations(docker)).get(stack)?.port === port;
}

/** Ports that containers of other stacks have, running or not. */
async function takenPorts(docker: Docker, stack: string): Promise<ReadonlySet<number>> {
  const others = (await docker.listContainers({ all: true })).filter(
    ({ Labels }) => Labels[label.stack] !== stack,
  );
  return hostPorts(docker, others);
}
