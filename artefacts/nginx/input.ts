import type { Route } from "../../config/routes.ts";
import type { Catalogue } from "../../config/services/index.ts";

/** A stack's settings for its public door. */
export interface EdgeSettings {
  /** Public host name; upstreams see it wherever a caller used a name that they would refuse. */
  readonly domain: string;
  /** Further host names and addresses that are served; every other one is answered with 421. */
  readonly serverNames: readonly string[];
  /** Origins whose pages may read nginx's own errors on the paths of APIs. */
  readonly corsOrigins: readonly string[];
  /** Largest upload, for example `100M`. */
  readonly bodyLimit: string;
  /** Largest body of any other request, for example `1M`. */
  readonly jsonLimit: string;
  /** Requests of one client address at a time. */
  readonly addressLimit: number;
  /** Processors that nginx may use: it has a worker for each. */
  readonly cpus: number;
  /** Plain HTTP leads to HTTPS, except for fixed replies such as `/health`. */
  readonly redirectToHttps: boolean;
  /** Port of HTTPS as clients see it, with the stack's offset. */
  readonly httpsPort: number;
  /** Networks (CIDR) of proxies in front of nginx whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustedProxies: readonly string[];
  /** The network knows IPv6, and the public ports listen on it too. */
  readonly ipv6: boolean;
  /** Those proxies speak the PROXY protocol on the public ports, and its header counts instead. */
  readonly proxyProtocol: boolean;
  /** Address of the DNS server that knows the containers; `127.0.0.11` on Docker. */
  readonly resolver: string;
  /**
   * Time for an old worker to finish its requests after a reload. Longer than the 20 s that idle connections are kept.
   */
  readonly workerShutdownTimeout: string;
}

export interface NginxInput {
  readonly edge: EdgeSettings;
  readonly catalogue: Catalogue;
  readonly routes: readonly Route[];
  /** Service key → DNS names of the containers that serve it now. A service without any is answered with 503. */
  readonly upstreams: Readonly<Record<string, readonly string[]>>;
}
