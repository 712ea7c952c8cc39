import type { Peer, Upstream } from "./nginx-model.ts";

/** True where nginx keeps looking the upstream's containers up by name; a service under development has none. */
export const isFollowed = ({ peers }: Upstream): boolean => peers.some(({ resolve }) => resolve);

/** Names of the containers that nginx follows, by upstream. */
export const followedContainers = (upstreams: readonly Upstream[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    upstreams
      .filter(isFollowed)
      .map(({ name, peers }) => [name, peers.filter(({ resolve }) => resolve).map(({ host }) => host)]),
  );

export const samePeer = (a: Peer, b: Peer): boolean =>
  a.host === b.host && a.port === b.port && a.resolve === b.resolve;
