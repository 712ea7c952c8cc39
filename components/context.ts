import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { SecretKey } from "../config/secrets.ts";
import type { ServiceDefinition, ServiceKey } from "../config/services.ts";
import type { Settings } from "../config/settings.ts";
import type { VolumeKey } from "../config/volumes.ts";

/** What the services of a stack have in common. */
export interface StackContext {
  readonly stack: string;
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

/** Everything that a stack makes is called so. */
export const resourceName = (stack: string, what: string): string => `gaara-${stack}-${what}`;

/** Names of a service's serving containers without their random ends, in order. */
export const servingNames = (stack: string, key: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => resourceName(stack, index === 0 ? key : `${key}-${index + 1}`));

/** The network that the services of a stack share. */
export const networkName = (stack: string): string => resourceName(stack, "network");

/** Labels by which a stack's parts are found again, also when no state knows them any more. */
export const label = {
  stack: "com.gaara.stack",
  service: "com.gaara.service",
  role: "com.gaara.role",
  after: "com.gaara.after",
  /** What an ephemeral stack was made for; on everything of it, and on nothing of any other stack. */
  ephemeral: "com.gaara.ephemeral",
} as const;

/** Labels of everything that a stack makes. */
export const ownLabels = (stack: string, { ephemeral }: Settings): Readonly<Record<string, string>> => ({
  [label.stack]: stack,
  ...(ephemeral === undefined ? {} : { [label.ephemeral]: ephemeral.name }),
});

/** Sorted, because the engine returns labels sorted and any other order would be a difference for ever. */
export const labels = (
  values: Readonly<Record<string, pulumi.Input<string>>>,
): { label: string; value: pulumi.Input<string> }[] =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ label: name, value }));
