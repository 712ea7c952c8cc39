import type * as pulumi from "@pulumi/pulumi";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";

/** The primary ERP API. */
export class Django extends ContainerService {
  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("django", name, args, {}, opts);
  }
}
