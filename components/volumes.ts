import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { volumes, type VolumeKey } from "../config/volumes.ts";
import { label, labels, resourceName } from "./context.ts";

export interface VolumesArgs {
  readonly stack: string;
  /** Whether the engine refuses to delete or replace those that hold data. */
  readonly protect: boolean;
}

/** The named volumes of a stack: what outlives its containers. */
export class Volumes extends pulumi.ComponentResource {
  readonly all: Readonly<Record<VolumeKey, docker.Volume>>;

  constructor(name: string, args: VolumesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gaara:index:Volumes", name, {}, opts);
    const make = (key: VolumeKey): docker.Volume =>
      new docker.Volume(
        `${name}-${key}`,
        {
          name: resourceName(args.stack, key),
          driver: "local",
          labels: labels({ [label.stack]: args.stack, [label.role]: volumes[key].kind }),
        },
        { parent: this, protect: args.protect && volumes[key].kind === "data" },
      );
    this.all = {
      "postgres-data": make("postgres-data"),
      "redis-data": make("redis-data"),
      media: make("media"),
      models: make("models"),
      backups: make("backups"),
      certificates: make("certificates"),
      static: make("static"),
      "nginx-config": make("nginx-config"),
    };
    this.registerOutputs();
  }
}
