import { insidePublisher, probePort } from "../../config/ports.ts";
import type { HealthProbe, ServiceDefinition } from "../../config/services/definition.ts";
import { milliseconds } from "../../config/values.ts";
import type { NginxInput } from "./input.ts";
import { developmentServer } from "./development.ts";
import { contentOf, withInner } from "./inner-locations.ts";
import { publicLocations, replies, standardReadTimeout } from "./locations.ts";
import { edgeOf, inOrder, serviceOf } from "./lookup.ts";
import { placesOf } from "./places.ts";
import { handedOver, handsOver } from "./private-files.ts";
import { isFollowed } from "./upstreams.ts";
import type { Listener, Location, NginxModel, Server, Upstream } from "./nginx-model.ts";

export type { EdgeSettings, NginxInput } from "./input.ts";

/** Names of this machine: direct ports are published on its loopback, whatever the domain is. */
const loopbackNames = ["127.0.0.1", "localhost"];

/** Turns tables and settings into a model of nginx's configuration. */
export function buildModel(input: NginxInput): NginxModel {
  const { edge } = input;
  const hosts = unique([edge.domain, ...edge.serverNames]);
  const locations = publicLocations(input);
  const servers = [publicServer(input, hosts, locations), ...directServers(input, hosts)];
  const served = upstreams(input);
  return {
    workers: Math.max(1, Math.ceil(edge.cpus)),
    workerShutdownTimeout: edge.workerShutdownTimeout,
    resolver: edge.resolver,
    trustedProxies: unique(edge.trustedProxies),
    proxyProtocol: edge.proxyProtocol,
    domain: edge.domain,
    hosts,
    corsOrigins: unique(edge.corsOrigins),
    places: placesOf(input, servers),
    jsonLimit: edge.jsonLimit,
    addressLimit: edge.addressLimit,
    logIns: unique(Object.values(input.catalogue).flatMap(({ logIns = [] }) => logIns)),
    httpsPort: edge.httpsPort,
    plainPaths: replies(locations).map(({ match }) => match.path),
    strictTransport: edge.redirectToHttps && edge.domain !== "localhost",
    upstreams: served,
    servers: [...servers, foreignServer(servers, locations), ...probeServers(served, input)],
  };
}

const unique = (values: readonly string[]): readonly string[] =>
  inOrder([...new Set(values)], (value) => value);

function upstreams({ catalogue, upstreams: containers }: NginxInput): readonly Upstream[] {
  return inOrder(Object.entries(catalogue), ([name]) => name).flatMap(([name, service]) => {
    const { kind, port, developed } = service;
    if (developed === true) return [developmentServer(name, service)];
    const names = unique(containers[name] ?? []);
    return kind === "application" && names.length > 0
      ? [{ name, peers: names.map((host) => ({ host, port, resolve: true })) }]
      : [];
  });
}

function publicServer(input: NginxInput, names: readonly string[], locations: readonly Location[]): Server {
  const [, { port, published }] = edgeOf(input.catalogue);
  const tls = published.filter(({ inside }) => inside !== port).map(({ inside }) => inside);
  const listeners = [listener(port, false), ...tls.map((inside) => listener(inside, true))];
  return {
    title: "public door",
    listeners: listeners.flatMap((one) => publicListeners(one, input)),
    names,
    redirectToHttps: input.edge.redirectToHttps,
    locations,
  };
}

/** One server per direct port of an application: every path goes to it unchanged. */
function directServers(input: NginxInput, hosts: readonly string[]): readonly Server[] {
  return inOrder(Object.entries(input.catalogue), ([name]) => name).flatMap(([name, { kind, published }]) =>
    kind === "application"
      ? published.map((port) => ({
          title: `direct port of ${name}`,
          service: name,
          listeners: [listener(insidePublisher(kind, port), false)],
          names: unique([...hosts, ...loopbackNames]),
          redirectToHttps: false,
          locations: directLocations(name, input),
        }))
      : [],
  );
}

function directLocations(name: string, input: NginxInput): readonly Location[] {
  const service = serviceOf(input.catalogue, name, "direct port");
  return [...withInner([directLocation(name, service, input)], input), ...handedOver(service, input)];
}

/** A direct port is as generous as the most generous route to its service. */
function directLocation(
  name: string,
  service: ServiceDefinition,
  { edge, routes, upstreams: containers }: NginxInput,
): Location {
  const match = { kind: "prefix", path: "/" } as const;
  if ((containers[name] ?? []).length === 0) return { kind: "unavailable", match };
  const own = routes.filter(({ to }) => to.kind === "service" && to.service === name);
  const [readTimeout = standardReadTimeout] = own
    .map((route) => route.readTimeout ?? standardReadTimeout)
    .sort((a, b) => milliseconds(b) - milliseconds(a));
  return {
    kind: "proxy",
    match,
    upstream: name,
    path: { kind: "same" },
    websocket: own.some(({ websocket }) => websocket === true),
    readTimeout,
    bodyLimit: edge.jsonLimit,
    content: contentOf(service, "/"),
    handsOver: handsOver(service),
  };
}

/** Tells the cut-over, which asks from inside nginx's container, which containers nginx reaches. */
function probeServers(served: readonly Upstream[], { catalogue }: NginxInput): readonly Server[] {
  const followed = served.filter(isFollowed);
  if (followed.length === 0) return [];
  return [
    {
      title: "probes",
      listeners: [{ ...listener(probePort, false), inside: true }],
      names: [],
      redirectToHttps: false,
      locations: followed.map(({ name }) => ({
        kind: "probe",
        match: { kind: "exact", path: `/${name}` },
        upstream: name,
        path: probePath(catalogue[name]?.probe),
      })),
    },
  ];
}

/** An image that is probed by a command may have no health path, so any answer of it will do. */
const probePath = (probe: HealthProbe | undefined): string => (probe?.kind === "http" ? probe.path : "/");

/** A listener as the public has it. Health checks ask from inside, without the header of proxies. */
function publicListeners(one: Listener, { edge }: NginxInput): readonly Listener[] {
  const outside = edge.proxyProtocol ? { ...one, proxyProtocol: true } : one;
  return [
    outside,
    ...(edge.ipv6 ? [{ ...outside, ipv6: true }] : []),
    ...(edge.proxyProtocol ? [{ ...one, inside: true }] : []),
  ];
}

const listener = (port: number, tls: boolean): Listener => ({ port, tls, fallback: false });

/**
 * Takes requests for hosts that are not served here, on every port. nginx would hand them to the first server, and a
 * page on the Internet whose name resolves to 127.0.0.1 could reach the direct ports. Fixed replies work, for health
 * checks by address.
 */
const foreignServer = (servers: readonly Server[], locations: readonly Location[]): Server => ({
  title: "foreign hosts",
  listeners: servers.flatMap(({ listeners }) => listeners.map((one) => ({ ...one, fallback: true }))),
  names: [],
  redirectToHttps: false,
  locations: [{ kind: "misdirected", match: { kind: "prefix", path: "/" } }, ...replies(locations)],
});
