import * as pulumi from "@pulumi/pulumi";
import type { StackConfiguration } from "../config/stack.ts";
import { AiService } from "./ai-service.ts";
import type { StackContext } from "./context.ts";
import type { ContainerService } from "./container-service.ts";
import type { Engine } from "../engine/engine.ts";
import { Django } from "./django.ts";
import { Flask } from "./flask.ts";
import { Frontend } from "./frontend.ts";
import { keyedHashes } from "./hashes.ts";
import { Images } from "./images.ts";
import { MlService } from "./ml-service.ts";
import { renderModel } from "../artefacts/nginx/render.ts";
import { recordOf } from "../artefacts/record/record.ts";
import { resolveStack } from "../model/resolve.ts";
import { Network } from "./network.ts";
import { Nginx } from "./nginx.ts";
import { stackOutputs, type StackOutputs } from "./outputs.ts";
import { Postgres } from "./postgres.ts";
import { Redis } from "./redis.ts";
import { Secrets } from "./secrets.ts";
import { proven } from "./version.ts";
import { Volumes } from "./volumes.ts";

export interface StackArgs extends StackConfiguration {
  readonly engine: Engine;
  /** Release jobs that have succeeded, as {@link settledJobs} finds them. */
  readonly settled: ReadonlySet<string>;
}

/** Gaara ERP: eight services on one network. Read the constructor as the deployment's story. */
export class GaaraStack extends pulumi.ComponentResource {
  readonly outputs: StackOutputs;

  constructor(
    name: string,
    { stack, engine, settings, given, settled }: StackArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gaara:index:Stack", name, {}, opts);
    const child = { parent: this };
    const model = resolveStack(stack, settings);
    const secrets = new Secrets("secrets", { settings, given }, child);
    const volumes = new Volumes("volumes", { stack, settings }, child);
    const images = new Images("images", { settings }, child);
    const { network } = new Network("network", { stack, settings }, child);
    const context: StackContext = {
      model,
      stack,
      engine,
      settings,
      catalogue: model.catalogue,
      settled,
      network,
      volumes: volumes.all,
      images: images.ids,
      secrets: secrets.values,
    };

    const postgres = new Postgres("postgres", { context, passwords: (key) => secrets.good[key] }, child);
    const redis = new Redis("redis", { context, passwords: secrets.good.redisPassword }, child);
    const stores = [postgres.databases, redis.accounts];
    const applications = started(context, {
      django: () => new Django("django", { context, after: stores }, child),
      flask: () => new Flask("flask", { context, after: stores }, child),
      frontend: () => new Frontend("frontend", { context }, child),
      ml: () => new MlService("ml", { context }, child),
      ai: () => new AiService("ai", { context }, child),
    });
    const nginx = new Nginx("nginx", { context, applications }, child);
    const live = proven({ engine, settings, images, applications, nginx, after: stores });

    this.outputs = stackOutputs({
      model,
      secrets: secrets.values,
      services: { postgres, redis, ...applications, nginx },
      live,
    });
    const hashes = keyedHashes(secrets.hashKey, secrets.values);
    // An update that fails leaves the model of what serves: the gate ends this as well.
    this.registerOutputs({
      model: recordOf(model, { images: images.names, hashes }),
      // What is compared with the engine later: another program may render another text.
      nginx: nginx.configuration.apply(renderModel),
      live,
    });
  }
}

/** Makes the services that nobody runs outside the stack. */
const started = (
  { settings: { develop } }: StackContext,
  services: Readonly<Record<string, () => ContainerService>>,
): Readonly<Record<string, ContainerService>> =>
  Object.fromEntries(
    Object.entries(services).flatMap(([key, make]) => (develop.includes(key) ? [] : [[key, make()]])),
  );
