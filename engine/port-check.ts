import type { Problem } from "../config/problems.ts";
import { endpoint, type PortRow } from "../config/ports.ts";
import { label } from "../model/labels.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { ListedContainer } from "./answers/container.ts";
import type { Engine } from "./engine.ts";
import { holderOf, outgoingPorts, type PortRange } from "./host-ports.ts";
import { hostPorts } from "./published-ports.ts";

const fix = "stop it, or move this stack with: pulumi config set gaara:portOffset 10000";

/** Ports of the stack that another container or program has. */
export async function checkPorts(engine: Engine, { stack, ports }: StackModel): Promise<readonly Problem[]> {
  const containers = await engine.containers();
  const own = await hostPorts(
    engine,
    containers.filter(({ Labels }) => Labels[label.stack] === stack),
  );
  const wanted = ports.filter(({ host }) => !own.has(host));
  const found = await Promise.all(
    wanted.map(async (row) => {
      const holder = await holderName(engine, containers, row);
      const message = `${endpoint(row.address, row.host)} is already taken by ${holder ?? ""}`;
      return holder === undefined ? [] : [{ path: `ports.${row.host} (${row.service})`, message }];
    }),
  );
  return found.flat();
}

/** The holder of a port in words, with the way out; undefined where nobody has it. */
async function holderName(
  engine: Engine,
  containers: readonly ListedContainer[],
  { host, address }: PortRow,
): Promise<string | undefined> {
  const container = containers.find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === host));
  if (container !== undefined) return `the container ${container.Names[0]?.slice(1) ?? ""}; ${fix}`;
  if (!engine.isLocal) return undefined;
  const holder = await holderOf(host, address);
  if (holder === "connection")
    return `an outgoing connection of a program on this machine; run this again a minute after it has ended, or ${fix}`;
  return holder === "listener" ? `a program on this machine; ${fix}` : undefined;
}

/**
 * The sentence about ports of the stack that the kernel may give to any outgoing connection of this machine: they are
 * then taken when a container starts. Nothing where there is none, or the engine is elsewhere.
 */
export function outgoingWarning(
  { isLocal }: Pick<Engine, "isLocal">,
  { ports }: Pick<StackModel, "ports">,
  kernel = outgoingPorts(),
): readonly string[] {
  if (!isLocal || kernel === undefined) return [];
  const { range, reserved } = kernel;
  const inside = ports
    .map(({ host }) => host)
    .filter((host) => isIn(range, host) && !reserved.some((one) => isIn(one, host)));
  if (inside.length === 0) return [];
  const kept = [
    ...reserved.map(({ first, last }) => (first === last ? first : `${first}-${last}`)),
    ...inside,
  ].join(",");
  return [
    `gaara:portOffset puts ${inside.join(", ")} among the ports that outgoing connections of this machine get (${range.first} to ${range.last}), so one of them may be taken when a container starts; choose a smaller offset, or keep them free with: sysctl -w net.ipv4.ip_local_reserved_ports=${kept}`,
  ];
}

const isIn = ({ first, last }: PortRange, port: number): boolean => first <= port && port <= last;
