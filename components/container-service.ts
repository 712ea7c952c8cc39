import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { jobVariables } from "../config/environment.ts";
import type { ServiceDefinition, ServiceKey } from "../config/services.ts";
import {
  commonArgs,
  onceDone,
  onlyWhenReplaced,
  replaceOnChanges,
  secretOutputs,
  type UploadedFile,
} from "./container-args.ts";
import { resourceName, servingNames } from "../model/names.ts";
import { type StackContext } from "./context.ts";
import { all } from "./gates/gate.ts";
import { finished } from "./gates/finished.ts";
import { ready } from "./gates/ready.ts";
import { serving } from "../model/labels.ts";

export interface ContainerServiceArgs {
  readonly context: StackContext;
  /** Gates of what this service needs before it may start. @default none */
  readonly after?: readonly pulumi.Input<string>[];
}

/** What a kind of service adds to the containers that the catalogue describes. */
export interface ContainerServiceExtras {
  readonly command?: readonly string[];
  readonly files?: readonly UploadedFile[];
  readonly ports?: docker.ContainerArgs["ports"];
  readonly hosts?: docker.ContainerArgs["hosts"];
  /** Inputs that only matter when the container is made: a change of them alone does not replace it. @default none */
  readonly ignoreChanges?: readonly string[];
}

/**
 * A service of the catalogue as containers: release jobs first, each once per image and one after the other, then the replicas.
 * An application's new containers start beside the old ones, which are deleted when everything else of the update has succeeded; a
 * store's or nginx's old container goes first, because two can not share a data folder or a port.
 */
export class ContainerService extends pulumi.ComponentResource {
  readonly key: ServiceKey;
  readonly definition: ServiceDefinition;
  readonly containers: readonly docker.Container[];
  /** Names of the serving containers. */
  readonly containerNames: pulumi.Output<string[]>;
  /** Passed when every replica is healthy. */
  readonly ready: pulumi.Output<string>;

  constructor(
    key: ServiceKey,
    name: string,
    { context, after = [] }: ContainerServiceArgs,
    extras: ContainerServiceExtras = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(`gaara:index:${componentType(key)}`, name, {}, opts);
    this.key = key;
    this.definition = context.catalogue[key];
    if (this.definition.secrets === "environment")
      void pulumi.log.warn(
        `gaara:images.${key}.secrets: environment shows the secrets of ${key} to everybody who may ask the engine (docker inspect); files do not`,
        this,
      );
    const replaceable = this.definition.kind === "application";
    const released = this.release(context, after);
    const args = commonArgs({
      key,
      definition: this.definition,
      context,
      role: serving,
      after: [...after, ...released],
      files: extras.files ?? [],
    });
    const { health } = context.model.services[key];
    const replicas = replaceable ? (context.settings.replicas[key] ?? 1) : 1;
    this.containers = servingNames(context.stack, key, replicas).map(
      (name) =>
        new docker.Container(
          name,
          {
            ...args,
            ...(extras.command === undefined ? {} : { command: [...extras.command] }),
            ...(extras.ports === undefined ? {} : { ports: extras.ports }),
            ...(extras.hosts === undefined ? {} : { hosts: extras.hosts }),
            restart: "unless-stopped",
            healthcheck: { ...health, tests: [...health.tests] },
            wait: false,
          },
          {
            parent: this,
            deleteBeforeReplace: !replaceable,
            replaceOnChanges: replaceable
              ? replaceOnChanges
              : replaceOnChanges.filter((input) => !onlyWhenReplaced.includes(input)),
            ignoreChanges: [...(extras.ignoreChanges ?? []), ...(replaceable ? [] : onlyWhenReplaced)],
            additionalSecretOutputs: secretOutputs,
          },
        ),
    );
    this.containerNames = pulumi.all(this.containers.map((container) => container.name));
    this.ready = all(
      this.containers.map((container) => ready(context.engine, container, key, this.definition.startTimeout)),
    );
    this.registerOutputs();
  }

  /** One container per release job; each waits for the one before it. */
  private release(
    context: StackContext,
    after: readonly pulumi.Input<string>[],
  ): readonly pulumi.Output<string>[] {
    const gates: pulumi.Output<string>[] = [];
    for (const job of this.definition.release) {
      const container = new docker.Container(
        resourceName(context.stack, `${this.key}-${job.name}`),
        {
          ...commonArgs({
            key: this.key,
            definition: this.definition,
            context,
            role: job.name,
            after: [...after, ...gates],
            variables: jobVariables(this.key, job.name),
          }),
          command: [...job.command],
          restart: "no",
          mustRun: false,
        },
        {
          parent: this,
          deleteBeforeReplace: false,
          replaceOnChanges,
          ignoreChanges: context.settled.has(`${this.key}/${job.name}`) ? [...onceDone] : [],
          additionalSecretOutputs: secretOutputs,
        },
      );
      gates.push(finished(context.engine, container, `${this.key} ${job.name}`, "10m"));
    }
    return gates;
  }
}

const componentType = (key: string): string =>
  ({ ml: "MlService", ai: "AiService" })[key] ?? key.charAt(0).toUpperCase() + key.slice(1);
