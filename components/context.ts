import type * as pulumi from "@pulumi/pulumi";
import type { SecretKey } from "../config/secrets.ts";
import type { ServiceDefinition } from "../config/services/definition.ts";
import type { ServiceKey } from "../config/services/index.ts";
import type { Settings } from "../config/settings.ts";
import type { VolumeKey } from "../config/volumes.ts";
import type { Engine } from "../engine/engine.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { Named, Platform } from "./platform/platform.ts";

/** Everything that the services of a stack share. */
export interface StackContext {
  readonly model: StackModel;
  readonly stack: string;
  /** The engine that the plugin deploys to; the gates ask it. */
  readonly engine: Engine;
  readonly settings: Settings;
  /** The services as this stack has them. */
  readonly catalogue: Readonly<Record<ServiceKey, ServiceDefinition>>;
  /** Release jobs that have succeeded, as `<service>/<job>`. */
  readonly settled: ReadonlySet<string>;
  readonly platform: Platform;
  readonly network: Named;
  readonly volumes: Readonly<Record<VolumeKey, Named>>;
  /** Image id per image key. */
  readonly images: Readonly<Record<string, pulumi.Output<string>>>;
  /** Optional ones that were not given are missing. */
  readonly secrets: Readonly<Partial<Record<SecretKey, pulumi.Output<string>>>>;
}
