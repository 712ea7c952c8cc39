import type { Engine } from "../../engine/engine.ts";
import { z } from "zod";
import { label } from "../../model/labels.ts";
import { holderOf } from "../../engine/host-ports.ts";
import { hostPorts } from "../../engine/published-ports.ts";
import { SetupError } from "../setup/setup-error.ts";

/** Who made a stack, when, and which port is its own. */
export interface Registration {
  readonly name: string;
  readonly owner: string;
  /** ISO 8601. */
  readonly created: string;
  readonly port: number;
  /**
   * Names of the built images that were there before: they are not the stack's own. Unknown once the engine has lost
   * it.
   */
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
 * Registrations of ephemeral stacks, by stack. An empty volume of the engine holds each: of two that make a volume of
 * one name the engine lets one win, on whatever machines they are, and a stack is known and has its port before
 * anything of it exists and after its settings are lost.
 */
export async function registrations(engine: Engine): Promise<ReadonlyMap<string, Registration>> {
  const found = (await engine.volumes({ labels: [reservation] })).flatMap(({ Name, Labels }) => {
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
  engine: Engine,
  stack: string,
  wanted: Omit<Registration, "port"> & { readonly before: readonly string[] },
  known: Partial<Registration>,
  first: number,
): Promise<Registration> {
  const existing = (await registrations(engine)).get(stack);
  if (existing !== undefined) return existing;
  const values = { ...wanted, ...known };
  const taken = await takenPorts(engine, stack);
  const candidates = Array.from({ length: 200 }, (_, index) => first + index);
  for (const port of known.port === undefined ? candidates : [known.port, ...candidates]) {
    if (port > 65_535 || taken.has(port)) continue;
    if (engine.isLocal && port !== known.port && (await holderOf(port, "0.0.0.0", 0)) !== "nobody") continue;
    if (await reserve(engine, stack, { ...values, port })) return { ...values, port };
  }
  throw new SetupError(
    `${stack}: no port from ${first} to ${first + candidates.length - 1} is free; take stacks down (npm run staging -- list), or set another gaara:edgePort in Pulumi.staging.yaml`,
  );
}

/** Ends a stack's registration: its ports are free again. */
export async function unregister(engine: Engine, stack: string): Promise<void> {
  for (const { Name } of await engine.volumes({ labels: [`${reservation}=${stack}`] }))
    await engine.volume(Name).remove();
}

/** The engine hands out a volume that exists already, with the labels that it was made with. */
async function reserve(engine: Engine, stack: string, registration: Registration) {
  const { name, owner, created, port, before = [] } = registration;
  await engine.createVolume(volumeName(port), {
    [reservation]: stack,
    [label.ephemeral]: name,
    "com.gaara.owner": owner,
    "com.gaara.created": created,
    "com.gaara.images-before": before.join(" "),
  });
  return (await registrations(engine)).get(stack)?.port === port;
}

/** Ports that containers of other stacks have, running or not. */
async function takenPorts(engine: Engine, stack: string): Promise<ReadonlySet<number>> {
  const others = (await engine.containers()).filter(({ Labels }) => Labels[label.stack] !== stack);
  return hostPorts(engine, others);
}
