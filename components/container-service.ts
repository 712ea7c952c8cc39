import * as pulumi from "@pulumi/pulumi";
import type { ServiceDefinition } from "../config/services/definition.ts";
import type { ServiceKey } from "../config/services/index.ts";
import type { ServiceModel } from "../model/stack-model.ts";
import type { StackContext } from "./context.ts";
import { finished } from "./gates/finished.ts";
import { all } from "./gates/gate.ts";
import { ready } from "./gates/ready.ts";
import type { Made } from "./platform/platform.ts";
import { jobWorkload, servingWorkload, type WorkloadExtras } from "./workload.ts";

export interface ContainerServiceArgs {
  readonly context: StackContext;
  /** Gates of what this service needs before it is started. @default none */
  readonly after?: readonly pulumi.Input<string>[];
}

/**
 * A service of the catalogue as containers: release jobs first, each once per image and one after the other, then the
 * replicas. An application's new containers start beside the old ones, which are deleted when everything else of the
 * update has succeeded; a store's or nginx's old container goes first, because two cannot share a data folder or a
 * port. Applications need no class of their own; a service has one only where it behaves differently.
 */
export class ContainerService extends pulumi.ComponentResource {
  readonly key: ServiceKey;
  readonly definition: ServiceDefinition;
  readonly containers: readonly Made[];
  /** Names of the serving containers. */
  readonly containerNames: pulumi.Output<string[]>;
  /** Passed when every replica is healthy. */
  readonly ready: pulumi.Output<string>;

  constructor(
    key: ServiceKey,
    { context, after = [] }: ContainerServiceArgs,
    extras: WorkloadExtras = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const service = context.model.services[key];
    const { definition } = service;
    super(`gaara:index:${definition.component ?? capitalized(key)}`, key, {}, opts);
    this.key = key;
    this.definition = definition;
    if (definition.secrets === "environment")
      void pulumi.log.warn(
        `gaara:images.${key}.secrets: environment shows the secrets of ${key} to everybody who may ask the engine (docker inspect); files do not`,
        this,
      );
    const released = this.release(service, context, after);
    this.containers = service.containers.map((name) =>
      context.platform.run(servingWorkload(name, { service, context }, extras), { parent: this }),
    );
    this.containerNames = pulumi.all(this.containers.map((container) => container.name));
    this.ready = all(
      this.containers.map((container) =>
        ready(container, {
          engine: context.engine,
          service: key,
          after: [...after, ...released],
          timeout: definition.startTimeout,
        }),
      ),
    );
    this.registerOutputs();
  }

  /** One container per release job; each is started after the one before it, but for those that need none. */
  private release(
    service: ServiceModel,
    context: StackContext,
    after: readonly pulumi.Input<string>[],
  ): readonly pulumi.Output<string>[] {
    const gates: pulumi.Output<string>[] = [];
    const before = [...after];
    for (const job of service.jobs) {
      const container = context.platform.run(jobWorkload(job, { service, context }), { parent: this });
      const name = `${this.key} ${job.name}`;
      const done = finished(container, {
        engine: context.engine,
        name,
        settled: context.settled.has(`${this.key}/${job.name}`),
        after: job.atOnce ? [] : [...before],
        timeout: "10m",
      });
      gates.push(done);
      if (!job.atOnce) before.push(done);
    }
    return gates;
  }
}

const capitalized = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);
