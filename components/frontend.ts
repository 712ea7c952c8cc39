import type * as pulumi from "@pulumi/pulumi";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";

/** The React user interface. */
export class Frontend extends ContainerService {
  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("frontend", name, args, {}, opts);
  }
}
