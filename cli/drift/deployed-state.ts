import { z } from "zod";
import { recordedModel } from "../../artefacts/record/recorded-model.ts";
import { unwrapped, type StackState } from "../deployment/exported-state.ts";

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
  dnsOpts: texts,
  dnsSearches: texts,
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

/** The parts of the engine that a stack's state names. */
export interface DeployedState {
  readonly containers: readonly Wanted<ContainerInputs>[];
  readonly networks: readonly Wanted<z.output<typeof network>>[];
  readonly volumes: readonly Wanted<z.output<typeof volume>>[];
  /** Their id here is the image's own. */
  readonly images: readonly Wanted<z.output<typeof image>>[];
  /** Ids of all containers that stand in it, also of those that the next update deletes. */
  readonly known: ReadonlySet<string>;
  /** nginx's text as the last update put it in place. @default the program that was deployed did not keep it */
  readonly nginx: string | undefined;
  /**
   * The text in the stack's record, without the random suffixes of names.
   *
   * @default the program that was deployed kept no record
   */
  readonly recordedNginx: string | undefined;
  /** An update was killed and has left something half done. */
  readonly interrupted: boolean;
}

/** Reads a state that was exported with its secrets in plain text. */
export function deployedState({ resources, pending }: StackState): DeployedState {
  const of = <T>(kind: string, inputs: z.ZodType<T>): readonly Wanted<T>[] =>
    resources
      .filter(({ type, id, delete: replaced }) => type.endsWith(`:${kind}`) && id !== "" && !replaced)
      .map((resource) => ({
        urn: resource.urn,
        id: resource.id,
        inputs: inputs.parse(unwrapped(resource.inputs)),
      }));
  const stack = resources.find(({ type }) => type === "gaara:index:Stack");
  const imageIdOf = (urn: string): unknown =>
    resources.find((resource) => resource.urn === urn)?.outputs.imageId;
  return {
    containers: of("Container", container),
    networks: of("Network", network),
    volumes: of("Volume", volume),
    images: of("RemoteImage", image).map((wanted) => ({
      ...wanted,
      id: z.string().default("").parse(imageIdOf(wanted.urn)),
    })),
    nginx: z.string().safeParse(unwrapped(stack?.outputs.nginx)).data,
    recordedNginx: recordedModel.pick({ nginx: true }).safeParse(unwrapped(stack?.outputs.model)).data?.nginx,
    known: new Set(resources.map(({ id }) => id)),
    interrupted: pending.length > 0,
  };
}
