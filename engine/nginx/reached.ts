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
    for (const address of await answers(nginx, requests)) answered.add(address);
    const addresses = await addressesOf(nginx, [...left]);
    for (const [container, address] of addresses) if (answered.has(address)) left.delete(container);
    if (Date.now() - start > patience) break;
    if (left.size > 0) await pause(100);
  }
  return [...left];
}

/** Addresses of the containers that answered one of these requests. */
async function answers(nginx: Container, names: readonly string[]): Promise<readonly string[]> {
  const urls = names.map((name) => `http://127.0.0.1:${probePort}/${name}`);
  const command = ["curl", "--silent", "--head", "--max-time", "4", ...urls];
  const { output } = await nginx.execute({ command });
  return [...output.matchAll(/^x-upstream: (.*)\|(.*)\r$/gim)].flatMap(
    ([, addresses = "", statuses = ""]) => {
      // The one that answered comes last, after those that nginx tried in vain.
      const status = statuses.split(", ").at(-1) ?? "";
      const address = addresses.split(", ").at(-1)?.replace(/:\d+$/, "") ?? "";
      return /^50[24]$|^-$/.test(status) ? [] : [address];
    },
  );
}

/** The present addresses of containers, as nginx's container looks them up. */
async function addressesOf(
  nginx: Container,
  containers: readonly string[],
): Promise<readonly (readonly [container: string, address: string])[]> {
  const script = `for name; do getent hosts "$name" | while read -r address rest; do echo "$name $address"; done; done; true`;
  const { output } = await nginx.execute({ command: ["sh", "-c", script, "sh", ...containers] });
  return output
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [container = "", address = ""] = line.split(" ");
      return [container, address] as const;
    });
}
