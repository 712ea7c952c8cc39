import { z } from "zod";
import { stackModel } from "../../model/stack-model.ts";

/** How Pulumi marks a secret inside a state. */
const marker = "4dabf18193072939515e22adb298388d";

/** A value of a state that was exported with its secrets, without the wrapping of those. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (value === null || typeof value !== "object") return value;
  if (marker in value && "plaintext" in value && typeof value.plaintext === "string")
    return opened(JSON.parse(value.plaintext));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}

const labels = z
  .array(z.object({ label: z.string(), value: z.string() }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ label, value }) => [label, value])));
const texts = z.array(z.string()).default([]);

const container = z.object({
  name: z.string(),
  image: z.string(),
  user: z.string().optional(),
  command: z.array(z.string()).optional(),
  /** MiB. */
  memory: z.number().default(0),
  memorySwap: z.number().default(0),
  cpuPeriod: z.number().default(0),
  cpuQuota: z.number().default(0),
  restart: z.string().default("no"),
  mustRun: z.boolean().default(true),
  logDriver: z.string().default("json-file"),
  logOpts: z.record(z.string(), z.string()).default({}),
  healthcheck: z
    .object({
      tests: texts,
      interval: z.string(),
      timeout: z.string(),
      retries: z.number(),
      startPeriod: z.string(),
    })
    .optional(),
  /** Seconds. */
  stopTimeout: z.number().optional(),
  capabilities: z.object({ drops: texts, adds: texts }).default({ drops: [], adds: [] }),
  securityOpts: texts,
  networksAdvanced: z.array(z.object({ name: z.string(), aliases: texts })).default([]),
  ports: z
    .array(z.object({ internal: z.number(), external: z.number(), ip: z.string(), protocol: z.string() }))
    .default([]),
  mounts: z
    .array(z.object({ source: z.string(), target: z.string(), readOnly: z.boolean().default(false) }))
    .default([]),
  hosts: z.array(z.object({ host: z.string(), ip: z.string() })).default([]),
  envs: texts,
  labels,
  uploads: z.array(z.object({ file: z.string(), content: z.string() })).default([]),
});
const network = z.object({
  name: z.string(),
  driver: z.string().default("bridge"),
  internal: z.boolean().default(false),
  attachable: z.boolean().default(false),
  ipv6: z.boolean().default(false),
  labels,
});
const volume = z.object({
  name: z.string(),
  driver: z.string().default("local"),
  driverOpts: z.record(z.string(), z.string()).default({}),
  labels,
});
const image = z.object({ name: z.string() });

export type ContainerInputs = z.output<typeof container>;

/** A resource of the state with the inputs that it was made with. */
export interface Wanted<T> {
  readonly urn: string;
  readonly id: string;
  readonly inputs: T;
}

/** What a stack's state says about the engine. */
export interface State {
  readonly containers: readonly Wanted<ContainerInputs>[];
  readonly networks: readonly Wanted<z.output<typeof network>>[];
  readonly volumes: readonly Wanted<z.output<typeof volume>>[];
  /** Their id here is the image's own. */
  readonly images: readonly Wanted<z.output<typeof image>>[];
  /** Ids of all containers that stand in it, also of those that the next update deletes. */
  readonly known: ReadonlySet<string>;
  /** nginx's text in the stack's model. @default the program that was deployed has no model */
  readonly nginx: string | undefined;
  /** Whether an update was killed and has left something half done. */
  readonly interrupted: boolean;
}

const exported = z.object({
  deployment: z
    .object({
      resources: z
        .array(
          z.object({
            urn: z.string(),
            type: z.string(),
            id: z.string().default(""),
            delete: z.boolean().default(false),
            inputs: z.unknown().optional(),
            outputs: z.object({ imageId: z.string().optional(), model: z.unknown().optional() }).optional(),
          }),
        )
        .default([]),
      pending_operations: z.array(z.unknown()).nullish(),
    })
    .nullish(),
});

/** Parses what `pulumi stack export --show-secrets` printed. */
export function parseState(text: string): State {
  const { deployment } = exported.parse(JSON.parse(text));
  const resources = deployment?.resources ?? [];
  const of = <T>(kind: string, inputs: z.ZodType<T>): readonly Wanted<T>[] =>
    resources
      .filter(({ type, id, delete: replaced }) => type.endsWith(`:${kind}`) && id !== "" && !replaced)
      .map((resource) => ({
        urn: resource.urn,
        id: resource.id,
        inputs: inputs.parse(opened(resource.inputs)),
      }));
  return {
    containers: of("Container", container),
    networks: of("Network", network),
    volumes: of("Volume", volume),
    images: of("RemoteImage", image).map((wanted) => ({
      ...wanted,
      id: resources.find(({ urn }) => urn === wanted.urn)?.outputs?.imageId ?? "",
    })),
    nginx: stackModel
      .pick({ nginx: true })
      .safeParse(opened(resources.find(({ type }) => type === "gaara:index:Stack")?.outputs?.model)).data
      ?.nginx,
    known: new Set(resources.map(({ id }) => id)),
    interrupted: (deployment?.pending_operations ?? []).length > 0,
  };
}
