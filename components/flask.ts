import type * as pulumi from "@pulumi/pulumi";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";

/** The inventory API. */
export class Flask extends ContainerService {
  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("flask", name, args, {}, opts);
  }
}
