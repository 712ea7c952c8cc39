import type * as pulumi from "@pulumi/pulumi";
import type { Lifecycle } from "../../model/container-changes.ts";
import type { HealthCheck } from "../../model/health.ts";

type Text = pulumi.Input<string>;

/** Something of the platform that is found by its name. */
export interface Named {
  readonly name: pulumi.Output<string>;
}

/** A container that the platform has made. */
export interface Made extends Named {
  readonly id: pulumi.Output<string>;
}

/** A file of the container that is not in its image; every user of the container may read it. */
export interface UploadedFile {
  readonly file: string;
  readonly content: Text;
}

/** A port of the host that leads into the container. */
export interface WorkloadPort {
  readonly inside: number;
  readonly host: number;
  readonly address: string;
}

/** A container as the stack wants it, in terms that every platform has. */
export interface Workload {
  /** Name without the random end that tells two versions apart. */
  readonly name: string;
  readonly lifecycle: Lifecycle;
  /** A release job that has succeeded with this image and command. @default false */
  readonly done?: boolean;
  readonly image: Text;
  /** @default the image's */
  readonly command?: readonly string[];
  /** Numeric user and group. */
  readonly user: string;
  /** `NAME=value`, in the order in which the container gets them. */
  readonly variables: readonly Text[];
  readonly files: readonly UploadedFile[];
  readonly mounts: readonly {
    readonly volume: Text;
    readonly path: string;
    readonly readOnly?: boolean | undefined;
  }[];
  /** Memory in MiB, and cores. */
  readonly limits: { readonly memory: number; readonly cpus: number };
  /** Size of `/dev/shm`, which counts in the memory limit. @default the platform's @remarks MiB */
  readonly sharedMemory?: number;
  readonly network: Text;
  /** Names on the network beside the container's own. */
  readonly aliases: readonly string[];
  /** Ports that the container publishes itself. @default none, and none ever */
  readonly ports?: readonly WorkloadPort[];
  /** Names of the host that the container knows, by the address that the platform has for it. @default none */
  readonly hosts?: readonly { readonly host: string; readonly ip: string }[];
  /** @default none: a release job ends */
  readonly health?: HealthCheck;
  /** Seconds between the polite stop signal and the kill. */
  readonly stopSeconds: number;
  readonly log: { readonly maxSize: string; readonly maxFiles: number };
  readonly labels: Readonly<Record<string, Text>>;
  /** The files only matter when the container is made: a change of them alone does not replace it. @default false */
  readonly filesOnceOnly?: boolean;
}

/** A network or a volume: kept under exactly this name. */
export interface KeptThing {
  /** Name of the resource. */
  readonly resource: string;
  /** Name on the platform. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The ground that a stack stands on: it turns workloads into containers and keeps networks and volumes. */
export interface Platform {
  run(workload: Workload, opts: { readonly parent: pulumi.Resource }): Made;
  /** @param thing - `ipv6`: containers have addresses of IPv6 too @default false */
  network(thing: KeptThing & { readonly ipv6?: boolean }, opts: pulumi.CustomResourceOptions): Named;
  volume(thing: KeptThing, opts: pulumi.CustomResourceOptions): Named;
}
