import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { SecretKey } from "../config/secrets.ts";
import type { ServiceDefinition, ServiceKey } from "../config/services.ts";
import type { Settings } from "../config/settings.ts";
import type { VolumeKey } from "../config/volumes.ts";
import type { Engine } from "../engine/engine.ts";
import type { StackModel } from "../model/stack-model.ts";

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
  readonly network: docker.Network;
  readonly volumes: Readonly<Record<VolumeKey, docker.Volume>>;
  /** Image id per image key. */
  readonly images: Readonly<Record<string, pulumi.Output<string>>>;
  /** Optional ones that were not given are missing. */
  readonly secrets: Readonly<Partial<Record<SecretKey, pulumi.Output<string>>>>;
}

/** Sorted, because the engine returns labels sorted and any other order would show up as a difference for ever. */
export const labels = (
  values: Readonly<Record<string, pulumi.Input<string>>>,
): { label: string; value: pulumi.Input<string> }[] =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ label: name, value }));
