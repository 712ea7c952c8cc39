import type { GeneratedDefinition } from "../shared-secrets.ts";
import type { VolumeKey } from "../volumes.ts";
import type { VariableOf } from "./variables.ts";

/** `edge`: the only public door; `application`: stateless, rolled out; `store`: holds data, restarted in place. */
export type ServiceKind = "edge" | "application" | "store";

/** How the engine asks a container whether it serves. */
export type HealthProbe =
  | { readonly kind: "http"; readonly path: string }
  | { readonly kind: "command"; readonly command: readonly string[] };

export interface Mount {
  readonly volume: VolumeKey;
  /** Absolute path inside the container. */
  readonly path: string;
  /** @default false */
  readonly readOnly?: boolean;
  /**
   * Folders in it whose files nginx serves on the service's word alone, whatever routes there are to the volume: the
   * service answers with `X-Accel-Redirect`. @default none
   */
  readonly private?: readonly string[];
}

/** A job as versions record it and as the operator of an own image says it: nothing but data. */
export interface ReleaseJob {
  /** Says what it does; names the container and, in `jobVariables`, its own variables. */
  readonly name: string;
  readonly command: readonly string[];
}

/**
 * How a service takes its secrets: a file under /run/secrets that `<NAME>_FILE` names, or the variable itself for
 * images that know nothing else. `docker inspect` shows the latter to everybody who may talk to the engine.
 */
export type SecretDelivery = "files" | "environment";

/** A port of the engine's host that leads to a service. */
export interface PublishedPort {
  /** Port inside the service's own container. */
  readonly inside: number;
  /** The seed's port on the host; a stack's `portOffset` is added. */
  readonly host: number;
  /** `world`: every interface (setting `edgeAddress`); `loopback`: this machine only. */
  readonly reach: "world" | "loopback";
  readonly purpose: string;
}

/** The database of a service, the role that owns it and the role that logs in to it. */
export interface OwnDatabase<Password extends string = string, Address extends string = string> {
  readonly name: string;
  /** Owns the database and everything in it; cannot log in. */
  readonly owner: string;
  /**
   * Logs in and acts as the owner; has no rights on the other databases. Its password's second slot is a role of its
   * own.
   */
  readonly login: string;
  /** The generated secret that `login` logs in with. */
  readonly password: Password;
  /** The secret that holds the database's address with the password in it. */
  readonly address: Address;
}

/** The account of a service in Redis. */
export interface OwnRedis<Password extends string = string, Address extends string = string> {
  /** Its password's two slots are two passwords of this account. */
  readonly login: string;
  /** The generated secret that `login` logs in with. */
  readonly password: Password;
  /** The secret that holds Redis' address with the login and the password in it. */
  readonly address: Address;
  /** Beginning of all its keys, which no other service may read or write. Lower-case letters and colons. */
  readonly prefix: string;
  /** Single keys of other services, which it may read and never write. @default none */
  readonly reads?: readonly string[];
}

/** Everything about a service. Its key is the one that it has in the registry. */
export interface ServiceDefinition<Own extends string = string, Address extends string = string> {
  readonly kind: ServiceKind;
  readonly title: string;
  /** Name of its public address in the list of addresses. @default the title */
  readonly addressTitle?: string;
  /** Type of its component, which is part of its resources' URNs. @default the key with a capital letter */
  readonly component?: string;
  /** Constant DNS alias on the stack's network: the seed's container name. */
  readonly host: string;
  /** Main port inside the network. */
  readonly port: number;
  readonly published: readonly PublishedPort[];
  /** Port of the development server that a developer runs without a container. */
  readonly developmentPort?: number;
  /** Path that the development server has instead of the one that its route leads to. @default the route's */
  readonly developmentPath?: string;
  /**
   * A developer runs it on the engine's host: the stack has no container of it and leads to `developmentPort`. @default
   * false
   */
  readonly developed?: boolean;
  /** An image of the operator's own has its place. @default false */
  readonly own?: boolean;
  /** Build context of its reference image, below the project. */
  readonly context: string;
  /** Images that its Dockerfile builds upon, by build argument. @default `{ BASE: "base" }` */
  readonly buildsOn?: Readonly<Record<string, string>>;
  /** Numeric user and group that the process runs as. */
  readonly user: string;
  readonly probe: HealthProbe;
  /** Services that it opens connections to. Those that hold data have to be ready before it starts. */
  readonly needs: readonly string[];
  /** Its environment. It receives what stands here and nothing else; a variable without a value is left out. */
  readonly variables: readonly VariableOf<NoInfer<Own | Address>>[];
  /** Secrets that no other service has, made for it. @default none */
  readonly generates?: Readonly<Record<Own, GeneratedDefinition>>;
  /** @default none */
  readonly database?: OwnDatabase<NoInfer<Own>, Address>;
  /** @default none */
  readonly redis?: OwnRedis<NoInfer<Own>, Address>;
  /** @default "files" */
  readonly secrets?: SecretDelivery;
  /**
   * Paths that take uploads, as the service sees them; one that ends in a slash takes everything below it. Bodies go
   * there as they arrive and may be as large as `bodyLimit`; everywhere else nginx has them whole first, up to
   * `jsonLimit`. @default none
   */
  readonly uploads?: readonly string[];
  /**
   * Uploads that one container takes at a time; further ones get 503. An upload holds a thread for as long as it lasts,
   * so there have to be fewer than a worker has threads: with all of them busy it would keep other requests waiting.
   * @default 3
   */
  readonly uploadsAtOnce?: number;
  /**
   * Paths below which browsers open pages, as the service sees them: nginx's own errors are pages there, and problem
   * details elsewhere. @default none
   */
  readonly pages?: readonly string[];
  /**
   * Paths that take a password with POST, as the service sees them: nginx lets an address try only so often. @default
   * none
   */
  readonly logIns?: readonly string[];
  /** Database connections that one container may hold: workers × threads. @default 0 */
  readonly connections?: number;
  /** Memory limit. Reaching it ends the process. */
  readonly memory: string;
  /** CPU limit in cores. */
  readonly cpus: number;
  /** Seconds between the polite stop signal and the kill. */
  readonly stopSeconds: number;
  /** How long the service may take to get healthy. */
  readonly startTimeout: string;
  readonly mounts: readonly Mount[];
  /** Run once per image, in this order, before the new version serves. */
  readonly release: readonly ReleaseJob[];
  /** Variables that a release job has in addition, by the job's name. @default none */
  readonly jobVariables?: Readonly<Record<string, readonly VariableOf<NoInfer<Own | Address>>[]>>;
  /**
   * Release jobs, by name, that need neither a store nor the jobs before them: they run beside them, and the service is
   * started after all. @default none
   */
  readonly jobsAtOnce?: readonly string[];
  /**
   * Consequence of a replacement for callers, of a service that is replaced in place: two containers cannot have one
   * port or one data folder. Applications never are. @default none
   */
  readonly interruption?: string;
}
