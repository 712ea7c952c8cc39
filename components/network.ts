import * as pulumi from "@pulumi/pulumi";
import { isSix } from "../config/ports.ts";
import type { Settings } from "../config/settings.ts";
import { ownLabels } from "../model/labels.ts";
import { networkName } from "../model/names.ts";
import type { Named, Platform } from "./platform/platform.ts";

export interface NetworkArgs {
  readonly platform: Platform;
  readonly stack: string;
  readonly settings: Settings;
}

/**
 * The one network that all services share. The engine deletes what stands equally deep at the same time: in a component
 * of its own the network goes with the volumes, not after them, which the plugin takes two seconds for each.
 */
export class Network extends pulumi.ComponentResource {
  readonly network: Named;

  constructor(
    name: string,
    { platform, stack, settings }: NetworkArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("gaara:index:Network", name, {}, opts);
    this.network = platform.network(
      {
        resource: "network",
        name: networkName(stack),
        labels: ownLabels(stack, settings),
        ...(isSix(settings.edgeAddress) ? { ipv6: true } : {}),
      },
      // Once it had no component.
      { parent: this, aliases: [{ parent: opts.parent ?? pulumi.rootStackResource }] },
    );
    this.registerOutputs();
  }
}
