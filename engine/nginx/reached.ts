import { setTimeout as pause } from "node:timers/promises";
import { probePort } from "../../config/ports.ts";
import type { Upstream } from "../../artefacts/nginx/nginx-model.ts";
import { followedContainers } from "../../artefacts/nginx/upstreams.ts";
import type { Container } from "../container.ts";

/**
 * Time for three lookups without an answer: nginx waits two seconds for each and one more before the next.
 *
 * @remarks milliseconds
 */
const patience = 10_000;

/**
 * Waits until nginx has had an answer from every container that upstreams name. A worker that has just started, or
 * whose container came back with another address, reaches it only once Docker's DNS has answered.
 *
 * @param upstreams - of the configuration whose containers are to be reached
 * @param serving - of the one that nginx runs, where that has further containers
 * @returns the containers that did not answer within ten seconds; empty when all did
 */
export async function unreached(
  nginx: Container,
  upstreams: readonly Upstream[],
  serving = upstreams,
): Promise<readonly string[]> {
  const wanted = followedContainers(upstreams);
  const requests = [...followedContainers(serving)]
    .filter(([upstream]) => wanted.has(upstream))
    // nginx takes its containers in turn, so each is asked once unless other requests come between.
    .flatMap(([upstream, containers]) => containers.map(() => upstream));
  const left = new Set([...wanted.values()].flat());
  const answered = new Set<string>();
  for (const start = Date.now(); left.size > 0;) {
    const { answers, addresses } = await ask(nginx, requests, [...left]);
    for (const address of answers) answered.add(address);
    for (const [container, address] of addresses) if (answered.has(address)) left.delete(container);
    if (Date.now() - start > patience) break;
    if (left.size > 0) await pause(100);
  }
  return [...left];
}

/**
 * Looks containers up, as nginx's container does, and asks nginx for its upstreams, in one command: starting one takes
 * longer than all answers. The first argument is the number of containers; addresses of upstreams follow their names.
 */
const script = `
count=$1; shift
while [ "$count" -gt 0 ]; do
  getent hosts "$1" | while read -r address rest; do echo "address $1 $address"; done
  count=$((count - 1)); shift
done
curl --silent --head --max-time 4 "$@"; true`;

async function ask(
  nginx: Container,
  upstreams: readonly string[],
  containers: readonly string[],
): Promise<{
  /** Addresses of the containers that answered. */
  readonly answers: readonly string[];
  readonly addresses: readonly (readonly [container: string, address: string])[];
}> {
  const urls = upstreams.map((name) => `http://127.0.0.1:${probePort}/${name}`);
  const command = ["sh", "-c", script, "ask", String(containers.length), ...containers, ...urls];
  const { output } = await nginx.execute({ command });
  return {
    answers: [...output.matchAll(/^x-upstream: (.*)\|(.*)\r$/gim)].flatMap(
      ([, addresses = "", statuses = ""]) => {
        // The one that answered comes last, after those that nginx tried in vain.
        const status = statuses.split(", ").at(-1) ?? "";
        const address = addresses.split(", ").at(-1)?.replace(/:\d+$/, "") ?? "";
        return /^50[24]$|^-$/.test(status) ? [] : [address];
      },
    ),
    addresses: [...output.matchAll(/^address (\S+) (\S+)$/gm)].map(
      ([, container = "", address = ""]) => [container, address] as const,
    ),
  };
}
