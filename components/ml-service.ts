import type * as pulumi from "@pulumi/pulumi";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";

/** The machine-learning API. */
export class MlService extends ContainerService {
  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ml", name, args, {}, opts);
  }
}
