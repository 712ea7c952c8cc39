import type { Upstream } from "./nginx-model.ts";
import { block, conf, type Text } from "./text.ts";
import { port, value } from "./values.ts";

/**
 * The containers of a service. `resolve` follows them when they come back with another address and lets nginx start
 * while one is away; it needs the zone. Kept connections end before the applications' own 75 s, so that none is closed
 * under a request.
 */
export function upstream({ name, peers }: Upstream): Text {
  const where = `upstream ${name}`;
  const checkedName = value(where, "identifier", name);
  return block(
    conf`upstream ${checkedName}`,
    conf`zone ${checkedName} 128k;`,
    ...peers.map(
      ({ host, port: number, resolve }) =>
        // Replicas that fail are left alone for a moment only: after a restart all of them may have failed.
        conf`server ${value(where, "container", host)}:${port(where, number)}${resolve ? conf` resolve` : conf``} max_fails=3 fail_timeout=2s;`,
    ),
    conf`keepalive 32;`,
    conf`keepalive_timeout 60s;`,
  );
}
