import { z } from "zod";
import { problemsOf, type Problem } from "./problems.ts";
import { ownImage } from "./own-image.ts";
import { rotatable } from "./rotation.ts";
import type { ServiceDefinition } from "./services/definition.ts";
import { services } from "./services/index.ts";
import { givenSecrets } from "./shared-secrets.ts";
import { positive, whole } from "./numbers.ts";
import { rules, text } from "./values.ts";
import { generalSettings } from "./general-settings.ts";

const serviceKeys = Object.keys(services);
/** Services that are applications. */
export const applicationKeys = Object.entries<ServiceDefinition>(services).flatMap(([key, { kind }]) =>
  kind === "application" ? [key] : [],
);

/** One entry per service; an unknown service is an error that lists the known ones. */
const perService = <T extends z.ZodType>(value: T) =>
  z
    .record(z.string(), value)
    .check((context) => {
      for (const key of Object.keys(context.value).filter((name) => !serviceKeys.includes(name)))
        context.issues.push({
          code: "custom",
          input: context.value,
          path: [key],
          message: `no such service, expected one of ${serviceKeys.join(", ")}`,
        });
    })
    .default({});

const resources = z.strictObject({
  memory: text(rules.memory).optional(),
  cpus: positive(64).optional(),
});

const perSecret = z
  .record(z.string(), whole(0, 1_000_000))
  .check((context) => {
    for (const key of Object.keys(context.value).filter((name) => !rotatable.some((one) => one === name)))
      context.issues.push({
        code: "custom",
        input: context.value,
        path: [key],
        message: `no secret that can be renewed, expected one of ${rotatable.join(", ")}`,
      });
  })
  .default({});

const schema = generalSettings.extend({
  replicas: perService(whole(1, 16)),
  images: perService(ownImage),
  /** Applications that a developer runs on the engine's host instead of in a container. Mode dev only. */
  develop: z.array(z.enum(applicationKeys)).max(50).default([]),
  /** How often each generated secret was renewed; `npm run rotate` counts. */
  rotate: perSecret,
  /** At which count of `rotate` the value before it was ended. */
  revoke: perSecret,
  resources: perService(resources),
});

/** A stack's settings, parsed and with every default filled in. Secrets are not among them. */
export type Settings = z.output<typeof schema>;

/** True where a stack's data may only be deleted deliberately. */
export const isProtected = ({ protect, appMode }: Settings): boolean => protect ?? appMode === "prod";

/** True where port 80 leads to HTTPS: by default in production only. */
export const redirectsToHttps = ({ tls, appMode }: Settings): boolean => tls.redirect ?? appMode === "prod";

/** Every key that may stand under `gaara:` in a stack's file. */
export const settingKeys: readonly string[] = [...Object.keys(schema.shape), ...givenSecrets];

export type Parsed = { readonly settings: Settings } | { readonly problems: readonly Problem[] };

/**
 * Parses what stands under `gaara:` in a stack's file. Unknown keys are problems, and all problems come at once.
 *
 * @param raw - one entry per key, values as YAML has them
 */
export function parseSettings(raw: Readonly<Record<string, unknown>>): Parsed {
  const result = schema.safeParse(raw);
  return result.success
    ? { settings: result.data }
    : { problems: problemsOf(result.error, "gaara", raw, settingKeys) };
}
