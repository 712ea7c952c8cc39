import * as pulumi from "@pulumi/pulumi";
import type { PortRow } from "../config/ports.ts";
import type { SecretKey } from "../config/secrets.ts";
import type { Settings } from "../config/settings.ts";
import type { StackModel } from "../model/stack-model.ts";
import { publicUrls } from "../model/urls.ts";
import type { ContainerService } from "./container-service.ts";

/** Outputs for the commands: `pulumi stack output --json`. */
export interface StackOutputs {
  /** Public addresses, by what a person finds there. */
  readonly urls: pulumi.Output<Record<string, string>>;
  readonly ports: readonly PortRow[];
  /** Names of the serving containers per service. */
  readonly containers: pulumi.Output<Record<string, string[]>>;
  readonly appVersion: string;
  /** The settings that the stack was deployed with, defaults filled in; none of them is a secret. */
  readonly settings: Settings;
  /** Password of the database superuser, for operators. */
  readonly postgresPassword: pulumi.Output<string> | undefined;
  readonly redisPassword: pulumi.Output<string> | undefined;
  /** The first account of the ERP: made once, so that a password that was changed there is not this one any more. */
  readonly superuser: pulumi.Output<{ username: string; password: string }>;
  /** Every secret of the stack by its key: what the checks of `npm run verify` and a developer's own server need. */
  readonly secrets: pulumi.Output<Partial<Record<SecretKey, string>>>;
}

export interface OutputArgs {
  readonly model: StackModel;
  readonly secrets: Readonly<Partial<Record<SecretKey, pulumi.Output<string>>>>;
  readonly services: Readonly<Record<string, ContainerService>>;
  /** Gate of the edge: the addresses are only true once it is passed. */
  readonly live: pulumi.Output<string>;
}

export function stackOutputs({ model, secrets, services, live }: OutputArgs): StackOutputs {
  const { settings } = model;
  const containers = pulumi
    .all(
      Object.entries(services).map(([key, { containerNames }]) =>
        containerNames.apply((names) => [key, names] as const),
      ),
    )
    .apply((entries) => Object.fromEntries(entries.map(([key, names]) => [key, [...names]])));
  return {
    urls: live.apply(() => ({ ...publicUrls(model) })),
    ports: model.ports,
    containers,
    appVersion: settings.appVersion,
    settings,
    postgresPassword: secrets.postgresPassword,
    redisPassword: secrets.redisPassword,
    superuser: pulumi.secret({
      username: settings.superuser.username,
      password: secrets.superuserPassword ?? "",
    }),
    secrets: pulumi.secret({ ...secrets }),
  };
}
