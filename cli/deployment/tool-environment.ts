import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { contextEngine } from "../setup/docker-context.ts";
import { pathsOf, type Paths } from "../setup/paths.ts";

/**
 * The environment of the pinned tools: what a person has set wins, the rest is filled in so that `pulumi up` works at
 * once.
 */
export function toolEnvironment(
  environment: NodeJS.ProcessEnv,
  paths: Paths = pathsOf(environment),
): NodeJS.ProcessEnv {
  return {
    // Node keeps the code that it has compiled: a fifth of a preview's processor time. Nothing depends on it.
    NODE_COMPILE_CACHE: join(paths.cache, "node"),
    ...environment,
    NODE_OPTIONS: nodeOptions(environment.NODE_OPTIONS),
    ...toolVariables(environment, paths),
  };
}

/**
 * The same for a preview, which is over in seconds: the plugin is asked about several resources at a time (Pulumi does
 * so by default in no version yet), and Go collects its garbage less often, for 120 MB more.
 */
export const previewEnvironment = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  PULUMI_PARALLEL_DIFF: "true",
  GOGC: "400",
  ...environment,
});

const leanSdk = pathToFileURL(join(import.meta.dirname, "lean-sdk.ts")).href;

/**
 * For the program's Node: nothing depends on them either. The larger young generation (MB) saves it half of its garbage
 * collections.
 */
const nodeOptions = (own = ""): string =>
  own.includes(leanSdk) ? own : [`--import=${leanSdk}`, "--max-semi-space-size=32", own].join(" ").trimEnd();

/**
 * How many resources are worked on at a time. The plugin waits more than it works, and Pulumi's own default on two
 * cores is one less than there are volumes and networks. Over ssh it opens a connection per call, and sshd refuses who
 * has ten of them half open (MaxStartups 10:30:100).
 */
const [here, overSsh] = [16, 4];

/** The variables of {@link toolEnvironment} that differ from what is set. */
export function toolVariables(
  environment: NodeJS.ProcessEnv,
  paths: Paths,
): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {
    PATH: searchPath(environment.PATH ?? "", paths),
    PULUMI_HOME: paths.pulumiHome,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The program speaks gRPC with Pulumi on this machine, and its client would ask a proxy for that.
    no_grpc_proxy: "127.0.0.1,localhost",
    // The salt of a stack's secrets is in its state; the settings file in git need not have it.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
  };
  if (!isSet(environment.PULUMI_BACKEND_URL)) variables.PULUMI_BACKEND_URL = pathToFileURL(paths.state).href;
  if (usesLocalState(environment, paths) && !hasPassphrase(environment))
    variables.PULUMI_CONFIG_PASSPHRASE_FILE = paths.passphrase;
  // The docker plugin knows DOCKER_HOST only, not the context that the docker command uses.
  const context = isSet(environment.DOCKER_HOST) ? undefined : contextEngine(environment);
  Object.assign(variables, context);
  const ssh = (context?.DOCKER_HOST ?? environment.DOCKER_HOST)?.startsWith("ssh:") === true;
  if (!isSet(environment.PULUMI_PARALLEL)) variables.PULUMI_PARALLEL = String(ssh ? overSsh : here);
  return Object.fromEntries(Object.entries(variables).filter(([name, value]) => environment[name] !== value));
}

/** True where state and passphrase are those that set-up makes, not a person's own. */
export function usesLocalState(environment: NodeJS.ProcessEnv, paths: Paths): boolean {
  const backend = environment.PULUMI_BACKEND_URL;
  return !isSet(backend) || backend === pathToFileURL(paths.state).href;
}

/** True where a person has set a passphrase. To Pulumi, an empty one is one too. */
export const hasPassphrase = (environment: NodeJS.ProcessEnv): boolean =>
  environment.PULUMI_CONFIG_PASSPHRASE !== undefined || isSet(environment.PULUMI_CONFIG_PASSPHRASE_FILE);

/**
 * Lines for a POSIX shell that set {@link toolVariables}. The search path is extended, not set: npm's scripts see a
 * longer one than the shell has.
 */
export function exportLines({ PATH, ...others }: Readonly<Record<string, string>>, paths: Paths): string {
  const lines = Object.entries(others).map(([name, value]) => `export ${name}=${shellQuoted(value)}`);
  if (PATH !== undefined)
    lines.unshift(`export PATH=${pinnedFolders(paths).map(shellQuoted).join(delimiter)}:"$PATH"`);
  return lines.join("\n");
}

/** Node and Pulumi as pinned come first, once each: a shell may have these variables already. */
function searchPath(current: string, paths: Paths): string {
  const first = pinnedFolders(paths);
  const rest = current.split(delimiter).filter((folder) => folder !== "" && !first.includes(folder));
  return [...first, ...rest].join(delimiter);
}

const pinnedFolders = ({ bin }: Paths): readonly string[] => [dirname(process.execPath), bin];

const shellQuoted = (value: string): string =>
  /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;

const isSet = (value: string | undefined): value is string => value !== undefined && value !== "";
