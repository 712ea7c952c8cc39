import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { isProtected, type Settings } from "../config/settings.ts";
import { mapTable } from "../config/tables.ts";
import { volumes, type VolumeKey } from "../config/volumes.ts";
import { label, ownLabels } from "../model/labels.ts";
import { labels } from "./context.ts";
import { resourceName } from "../model/names.ts";

export interface VolumesArgs {
  readonly stack: string;
  readonly settings: Settings;
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
          labels: labels({ ...ownLabels(args.stack, args.settings), [label.role]: volumes[key].kind }),
        },
        { parent: this, protect: isProtected(args.settings) && volumes[key].kind === "data" },
      );
    this.all = mapTable(volumes, (_, key) => make(key));
    this.registerOutputs();
  }
}
