/** A path as nginx matches it: a `prefix` ends in a slash and takes everything below it. */
export interface Match {
  readonly kind: "exact" | "prefix";
  readonly path: string;
}

/** The path that the upstream sees. */
export type UpstreamPath =
  /** As it was sent. */
  | { readonly kind: "same" }
  /** One path, whatever was matched. */
  | { readonly kind: "fixed"; readonly path: string }
  /** `from` is replaced by `to`, the rest stays byte for byte as it was sent. */
  | { readonly kind: "prefix"; readonly from: string; readonly to: string };

/**
 * Content of a service at a place: answers for programs, pages of a reference image or of the operator's own, or
 * whatever a developer's own server sends.
 */
export type Content = "api" | "page" | "own_page" | "developed";

export interface ProxyLocation {
  readonly kind: "proxy";
  readonly match: Match;
  /** Name of an {@link Upstream}. */
  readonly upstream: string;
  readonly path: UpstreamPath;
  readonly websocket: boolean;
  readonly readTimeout: string;
  readonly bodyLimit: string;
  readonly content: Content;
  /** The service may answer with `X-Accel-Redirect`, so that nginx serves a file of its own. */
  readonly handsOver: boolean;
  /** Uploads that its service takes at a time; their bodies go on as they arrive. @default no uploads */
  readonly uploads?: number;
}

export type Location =
  | ProxyLocation
  | {
      /** Asks an upstream and says which container answered. */
      readonly kind: "probe";
      readonly match: Match;
      /** Name of an {@link Upstream}. */
      readonly upstream: string;
      readonly path: string;
    }
  | {
      readonly kind: "files";
      readonly match: Match;
      /** Folder at which nginx has the volume, with a slash at its end. No link leads out of it. */
      readonly root: string;
      /** Folder in it, with a slash at its end. @default all of it */
      readonly folder?: string;
      readonly policy: "immutable" | "untrusted";
      /** Nobody asks for them from outside: a service leads to them. @default false */
      readonly internal?: boolean;
    }
  | {
      readonly kind: "redirect";
      readonly match: Match;
      readonly location: string;
      /** Both keep the method and the body: 301 and 302 would make a POST a GET, and lose it without a word. */
      readonly status: 307 | 308;
    }
  | { readonly kind: "reply"; readonly match: Match; readonly status: number; readonly body: string }
  /** A service that is left out: 503, and the other locations serve. */
  | { readonly kind: "unavailable"; readonly match: Match }
  | { readonly kind: "notFound"; readonly match: Match }
  /** For a host name that is not served here. */
  | { readonly kind: "misdirected"; readonly match: Match };

export interface Listener {
  readonly port: number;
  readonly tls: boolean;
  /** Reached from inside nginx's container alone. @default false */
  readonly inside?: boolean;
  /** Listens on IPv6 instead of IPv4. @default false */
  readonly ipv6?: boolean;
  /** Every connection begins with a header of the PROXY protocol. @default false */
  readonly proxyProtocol?: boolean;
  /** Takes the requests whose host no other server on this port names. */
  readonly fallback: boolean;
}

export interface Server {
  /** For messages and comments. */
  readonly title: string;
  /** Service whose direct port it is. */
  readonly service?: string;
  readonly listeners: readonly Listener[];
  /** Host names; none for the servers of foreign hosts and of probes. */
  readonly names: readonly string[];
  readonly redirectToHttps: boolean;
  /** Sorted by path, so that the text is the same for the same routes. */
  readonly locations: readonly Location[];
}

/** A server that answers for an upstream: a container, or a developer's own server. */
export interface Peer {
  /** DNS name. */
  readonly host: string;
  readonly port: number;
  /** Follows the name when its address changes; a name that is in no DNS is looked up once, at the start. */
  readonly resolve: boolean;
}

/** A service as nginx sees it. */
export interface Upstream {
  readonly name: string;
  /** At least one, sorted by host; during a cut-over those of the version before come first. */
  readonly peers: readonly Peer[];
}

/** Everything below a path, on some of nginx's ports. */
export interface Place {
  readonly ports: readonly number[];
  /** Browsers open it; elsewhere programs call. */
  readonly pages: boolean;
  /** With a slash at its end. */
  readonly path: string;
}

/** An nginx configuration as data. */
export interface NginxModel {
  readonly workers: number;
  readonly workerShutdownTimeout: string;
  readonly resolver: string;
  readonly trustedProxies: readonly string[];
  readonly proxyProtocol: boolean;
  /** Host that upstreams see where the caller's is not among `hosts`. */
  readonly domain: string;
  /** Hosts that upstreams may see, sorted. */
  readonly hosts: readonly string[];
  /** Origins whose pages may read nginx's own errors, sorted. */
  readonly corsOrigins: readonly string[];
  /** Places of services. nginx's own errors are problem details in those that programs call, and pages elsewhere. */
  readonly places: readonly Place[];
  /** Largest body of requests that are no uploads. */
  readonly jsonLimit: string;
  /** Requests of one client address at a time. */
  readonly addressLimit: number;
  /** Paths of log-ins, as services see them, sorted. */
  readonly logIns: readonly string[];
  /** Public port of HTTPS. */
  readonly httpsPort: number;
  /** Fixed replies, which plain HTTP may always have. */
  readonly plainPaths: readonly string[];
  /** Browsers are told to stay on HTTPS. */
  readonly strictTransport: boolean;
  readonly upstreams: readonly Upstream[];
  readonly servers: readonly Server[];
}
