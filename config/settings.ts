import { z } from "zod";
import { problemsOf, type Problem } from "./problems.ts";
import { ownImage } from "./own-image.ts";
import { rotatable } from "./rotation.ts";
import { services } from "./services.ts";
import { givenSecrets } from "./secrets.ts";
import { rules, text } from "./values.ts";

const serviceKeys = Object.keys(services);
/** Services that are applications. */
export const applicationKeys = Object.entries(services).flatMap(([key, { kind }]) =>
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
  cpus: z.number().positive().max(64).optional(),
});

const tls = z.strictObject({
  /** A PEM certificate chain; its key is the secret `gaara:tlsKey`. Without one, a self-signed certificate is made at first start. */
  certificate: z
    .string()
    .regex(
      /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s-]+-----END CERTIFICATE-----\s*$/,
      "expected a PEM certificate chain",
    )
    .optional(),
  /** Port 80 leads to HTTPS. @default true in mode prod */
  redirect: z.boolean().optional(),
});

const perSecret = z
  .record(z.string(), z.int().min(0).max(1_000_000))
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

const superuser = z.strictObject({
  username: text(rules.username).default("admin"),
  email: text(rules.email).default("admin@localhost.localdomain"),
});

/** Free text, which reaches labels of the engine and never a generated file. */
const line = (longest: number) =>
  z.string().regex(new RegExp(String.raw`^[^\p{Cc}]{1,${longest}}$`, "u"), {
    error: `expected a line of 1 to ${longest} characters`,
  });

/** What a stack of `npm run staging` is: who asked for it, and when. No other stack has this. */
const ephemeral = z.strictObject({
  /** As it was asked for: a branch. */
  name: line(255),
  owner: line(100),
  created: z.iso.datetime(),
});

const build = z.strictObject({
  /** Company CA bundle (PEM) that the images shall trust. @default the machine's NODE_EXTRA_CA_CERTS or SSL_CERT_FILE */
  caBundle: text(rules.file).optional(),
  debianMirror: text(rules.url).optional(),
  debianSecurityMirror: text(rules.url).optional(),
  cargoRegistry: text(rules.url).optional(),
  pipIndexUrl: text(rules.url).optional(),
  npmRegistry: text(rules.url).optional(),
});

/** Pulumi hands a top-level number or boolean over as text. */
const scalar = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (found) =>
      found === "true"
        ? true
        : found === "false"
          ? false
          : /^-?\d+(\.\d+)?$/.test(String(found))
            ? Number(found)
            : found,
    value,
  );

const list = <T extends z.ZodType>(value: T, standard: z.output<T>[]) =>
  z.array(value).max(50).default(standard);

const schema = z.strictObject({
  appMode: z.enum(["dev", "staging", "prod"]).default("dev"),
  appVersion: text(rules.version).default("12.0.0"),
  logLevel: z.enum(["DEBUG", "INFO", "WARNING", "ERROR"]).default("INFO"),
  debug: scalar(z.boolean()).default(false),
  domain: text(rules.host).default("localhost"),
  allowedHosts: list(text(rules.host), []),
  corsOrigins: list(text(rules.origin), ["http://localhost:5505"]),
  /** Added to every published port, so that several stacks run on one engine. */
  portOffset: scalar(z.int().min(0).max(54_000)).default(0),
  /** The only port that the stack publishes: HTTP of the edge. No TLS, no direct ports and none of the stores. @default unset */
  edgePort: scalar(z.int().min(1).max(65_535)).optional(),
  /** Interface that the edge's ports are published on. */
  edgeAddress: text(rules.address).default("0.0.0.0"),
  bodyLimit: text(rules.nginxSize).default("100M"),
  tls: tls.prefault({}),
  replicas: perService(z.int().min(1).max(16)),
  images: perService(ownImage),
  /** Applications that a developer runs on the engine's host instead of in a container. Mode dev only. */
  develop: list(z.enum(applicationKeys), []),
  /** The account that is made once, when Django's database has no superuser. Its password is generated. */
  superuser: superuser.prefault({}),
  /** Data volumes and the secrets that open them refuse to be deleted or replaced. @default true in mode prod */
  protect: scalar(z.boolean()).optional(),
  ephemeral: ephemeral.optional(),
  /** How often each generated secret was renewed; `npm run rotate` counts. */
  rotate: perSecret,
  /** At which count of `rotate` the value before it was ended. */
  revoke: perSecret,
  resources: perService(resources),
  /** How often the engine asks a container for its health. */
  healthInterval: text(rules.duration).default("2s"),
  logMaxSize: text({
    ...rules.nginxSize,
    pattern: /^[1-9][0-9]{0,3}[kmg]$/,
    allowed: "a whole number with k, m or g",
    example: "10m",
  }).default("10m"),
  logMaxFiles: scalar(z.int().min(1).max(20)).default(3),
  build: build.prefault({}),
  aiModel: text(rules.model).default("gpt-4"),
  openaiBaseUrl: text(rules.url).optional(),
  awsRegion: text(rules.region).default("us-east-1"),
});

/** A stack's settings, parsed and with every default filled in. Secrets are not among them. */
export type Settings = z.output<typeof schema>;

/** Whether a stack's data may only be ended deliberately. */
export const isProtected = ({ protect, appMode }: Settings): boolean => protect ?? appMode === "prod";

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
