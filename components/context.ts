import type * as pulumi from "@pulumi/pulumi";
import type { SecretKey } from "../config/secrets.ts";
import type { VolumeKey } from "../config/volumes.ts";
import type { Engine } from "../engine/engine.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { Named, Platform } from "./platform/platform.ts";

/** Everything that the services of a stack share. */
export interface StackContext {
  readonly model: StackModel;
  /** The engine that the plugin deploys to; the gates ask it. */
  readonly engine: Engine;
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
