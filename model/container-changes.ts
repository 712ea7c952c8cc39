/** Consequence of a changed input for the container that has it. */
interface ContainerChange {
  /** `replace` or `update`, which changes the container while it runs. */
  readonly change: "replace" | "update";
  /** The Docker plugin would leave the container as it is: it has to be told to replace it. @default false */
  readonly told?: true;
  /**
   * No reason to interrupt a service that is replaced in place: it takes the change on when it is replaced for another
   * reason.
   * @default false
   */
  readonly waitsInPlace?: true;
  /**
   * No reason to run a release job again that has succeeded: it runs once per image and command. One that failed is
   * replaced by any change, because that may be the cure. @default false
   */
  readonly onceDone?: true;
  /**
   * The engine itself can change it in a running container: drift is healed so, without a replacement. @default false
   */
  readonly whileRunning?: true;
  /** The plugin leaves a container that is there as it is, and only the state changes. @default false */
  readonly onlyNoted?: true;
}

/** Consequences of changed inputs on the Docker engine. */
export const containerChanges = {
  image: { change: "replace" },
  command: { change: "replace" },
  healthcheck: { change: "replace", told: true, waitsInPlace: true },
  user: { change: "replace", onceDone: true },
  memory: { change: "update", onceDone: true, whileRunning: true },
  memorySwap: { change: "update", onceDone: true, whileRunning: true },
  shmSize: { change: "replace" },
  cpuPeriod: { change: "replace", told: true, onceDone: true, whileRunning: true },
  cpuQuota: { change: "replace", told: true, onceDone: true, whileRunning: true },
  init: { change: "replace", told: true },
  tmpfs: { change: "replace", told: true },
  mounts: { change: "replace", told: true },
  ports: { change: "replace" },
  hosts: { change: "replace" },
  dnsOpts: { change: "replace", onceDone: true },
  dnsSearches: { change: "replace", onceDone: true },
  networksAdvanced: { change: "replace" },
  capabilities: { change: "replace" },
  securityOpts: { change: "replace" },
  logDriver: { change: "replace" },
  logOpts: { change: "replace", waitsInPlace: true, onceDone: true },
  envs: { change: "replace", onceDone: true },
  uploads: { change: "replace", onceDone: true },
  labels: { change: "replace", waitsInPlace: true, onceDone: true },
  destroyGraceSeconds: { change: "update", onceDone: true },
  stopTimeout: { change: "replace", onceDone: true },
  restart: { change: "update", whileRunning: true },
  start: { change: "update", onlyNoted: true },
  mustRun: { change: "update", onlyNoted: true },
} as const satisfies Readonly<Record<string, ContainerChange>>;

export type ContainerInput = keyof typeof containerChanges;

/** How a container makes way for the next one: beside it, before it, or as a release job that runs once. */
export type Lifecycle = "beside" | "in place" | "job";

const inputs = (matches: (change: ContainerChange) => boolean): string[] =>
  Object.entries<ContainerChange>(containerChanges).flatMap(([input, change]) =>
    matches(change) ? [input] : [],
  );

/** Inputs whose change replaces the container only because the program says so. */
export const replaceOnChanges = (lifecycle: Lifecycle): string[] =>
  inputs(({ told, waitsInPlace }) => told === true && !(lifecycle === "in place" && waitsInPlace === true));

/**
 * Inputs whose change alone does nothing.
 *
 * @param done - whether the release job has succeeded
 */
export const ignoreChanges = (lifecycle: Lifecycle, done: boolean): string[] =>
  inputs(({ waitsInPlace, onceDone }) =>
    lifecycle === "in place" ? waitsInPlace === true : lifecycle === "job" && done && onceDone === true,
  );

/** Effect of a changed input; `later` where it waits until the container is replaced for another reason. */
export function effectOfInput(input: ContainerInput, lifecycle: Lifecycle): "replace" | "update" | "later" {
  const { change, waitsInPlace }: ContainerChange = containerChanges[input];
  return lifecycle === "in place" && waitsInPlace === true ? "later" : change;
}

/** True where a change of the input, by the plugin's name for it, changes no container that is there. */
export const isOnlyNoted = (input: string): boolean =>
  inputs(({ onlyNoted }) => onlyNoted === true).includes(input);

/** True where the engine can change the input in a running container. */
export function changesWhileRunning(input: ContainerInput): boolean {
  const { whileRunning }: ContainerChange = containerChanges[input];
  return whileRunning === true;
}
