import * as pulumi from "@pulumi/pulumi";
import type { ServiceKey } from "../config/services/index.ts";
import type { StackConfiguration } from "../config/stack.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { StackContext } from "./context.ts";
import { ContainerService } from "./container-service.ts";
import { keyedHashes } from "./hashes.ts";
import { Images } from "./images.ts";
import { keysOf, rowOf } from "../config/tables.ts";
import type { Engine } from "../engine/engine.ts";
import { renderModel } from "../artefacts/nginx/render.ts";
import { recordOf } from "../artefacts/record/record.ts";
import { started } from "./gates/started.ts";
import { Network } from "./network.ts";
import { Nginx } from "./nginx.ts";
import { stackOutputs, type StackOutputs } from "./outputs.ts";
import { dockerPlatform } from "./platform/docker.ts";
import type { Named } from "./platform/platform.ts";
import { Postgres } from "./postgres.ts";
import { Redis } from "./redis.ts";
import { Secrets } from "./secrets.ts";
import { proven } from "./version.ts";
import { Volumes } from "./volumes.ts";

export interface StackArgs extends Pick<StackConfiguration, "given"> {
  readonly model: StackModel;
  readonly engine: Engine;
  /** Release jobs that have succeeded, as {@link settledJobs} finds them. */
  readonly settled: ReadonlySet<string>;
}

/** Gaara ERP: its services on one network. Read the constructor as the deployment's story. */
export class GaaraStack extends pulumi.ComponentResource {
  readonly outputs: StackOutputs;

  constructor(
    name: string,
    { model, engine, given, settled }: StackArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gaara:index:Stack", name, {}, opts);
    const child = { parent: this };
    const { stack, settings } = model;
    const platform = dockerPlatform;
    const secrets = new Secrets("secrets", { settings, given }, child);
    const volumes = new Volumes("volumes", { platform, stack, settings }, child);
    const images = new Images("images", { engine, settings }, child);
    const { network } = new Network("network", { platform, stack, settings }, child);
    const context: StackContext = {
      model,
      engine,
      settled,
      platform,
      network,
      volumes: volumes.all,
      images: images.ids,
      secrets: secrets.values,
    };

    const postgres = new Postgres({ context, passwords: (key) => secrets.good[key] }, child);
    // PostgreSQL takes longest to get ready and everything waits for it: nothing else may take its processor time.
    const others = { ...context, network: after(started(engine, postgres.containers), network) };
    const redis = new Redis({ context: others, passwords: (key) => secrets.good[key] }, child);
    const stores = { postgres: postgres.databases, redis: redis.accounts };
    const ready = [postgres.ready, redis.ready];
    const applications = startApplications(others, { stores, ready }, child);
    const nginx = new Nginx({ context: others, applications }, child);
    const live = proven({
      engine,
      settings,
      images,
      applications,
      nginx,
      after: [...Object.values(stores), postgres.warned],
    });

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

/** The network, to be joined after a gate. */
const after = (gate: pulumi.Output<string>, { name }: Named): Named => ({
  name: pulumi.all([name, gate]).apply(([known]) => known),
});

interface Before {
  /** Gates of the stores with what each application needs in them. */
  readonly stores: Readonly<Record<string, pulumi.Output<string>>>;
  /** Gates that every application is started after. */
  readonly ready: readonly pulumi.Output<string>[];
}

/** Makes the applications that nobody runs outside the stack, each started after the stores. */
function startApplications(
  context: StackContext,
  { stores, ready }: Before,
  opts: pulumi.ComponentResourceOptions,
): Readonly<Partial<Record<ServiceKey, ContainerService>>> {
  const made: Partial<Record<ServiceKey, ContainerService>> = {};
  for (const key of keysOf(context.model.catalogue)) {
    const { kind, developed = false, needs } = context.model.catalogue[key];
    if (kind !== "application" || developed) continue;
    const needed = needs.flatMap((store) => rowOf(stores, store) ?? []);
    made[key] = new ContainerService(key, { context, after: [...ready, ...needed] }, {}, opts);
  }
  return made;
}
