import type * as pulumi from "@pulumi/pulumi";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";

/** The AI agents API. */
export class AiService extends ContainerService {
  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai", name, args, {}, opts);
  }
}
