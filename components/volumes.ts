import * as pulumi from "@pulumi/pulumi";
import { isProtected, type Settings } from "../config/settings.ts";
import { mapTable } from "../config/tables.ts";
import { volumes, type VolumeKey } from "../config/volumes.ts";
import { label, ownLabels } from "../model/labels.ts";
import { resourceName } from "../model/names.ts";
import type { Named, Platform } from "./platform/platform.ts";

export interface VolumesArgs {
  readonly platform: Platform;
  readonly stack: string;
  readonly settings: Settings;
}

/** The named volumes of a stack, which outlive its containers. */
export class Volumes extends pulumi.ComponentResource {
  readonly all: Readonly<Record<VolumeKey, Named>>;

  constructor(
    name: string,
    { platform, stack, settings }: VolumesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gaara:index:Volumes", name, {}, opts);
    this.all = mapTable(volumes, ({ kind }, key) =>
      platform.volume(
        {
          resource: `${name}-${key}`,
          name: resourceName(stack, key),
          labels: { ...ownLabels(stack, settings), [label.role]: kind },
        },
        { parent: this, protect: isProtected(settings) && kind === "data" },
      ),
    );
    this.registerOutputs();
  }
}
