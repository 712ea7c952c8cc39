import { SetupError } from "./setup/setup-error.ts";

/** A rule about variables of the environment that a person, a shell or another program has set. */
export interface VariableRule {
  /** As the documentation names them; `*` stands for the rest of a name. */
  readonly names: readonly string[];
  /**
   * `honoured`: it means here what it means everywhere. `ignored`: the tools take it away before they start. `refused`:
   * no command runs with it.
   */
  readonly verdict: "honoured" | "ignored" | "refused";
  readonly why: string;
}

/** Rules about variables that the tools share with other programs. The first one that names a variable decides. */
export const variableRules: readonly VariableRule[] = [
  {
    names: ["NODE_TLS_REJECT_UNAUTHORIZED"],
    verdict: "refused",
    why: "turns the check of every certificate off; unset it, and name a company's CA in NODE_EXTRA_CA_CERTS",
  },
  {
    names: ["NODE_OPTIONS", "NODE_EXTRA_CA_CERTS", "NODE_COMPILE_CACHE", "NODE_V8_COVERAGE"],
    verdict: "honoured",
    why: "Node's own",
  },
  {
    names: ["NODE_ENV", "NODE_PATH", "NODE_USE_ENV_PROXY", "NODE_PG_FORCE_NATIVE"],
    verdict: "ignored",
    why: "left-out packages, other packages, and a proxy before a stack on this machine",
  },
  {
    names: [
      ...["npm_config_omit", "npm_config_only", "npm_config_production", "npm_config_include"],
      ...["npm_config_dry_run", "npm_config_package_lock*", "npm_config_global", "npm_config_location"],
      ...["npm_config_workspace*", "npm_config_prefix"],
    ],
    verdict: "ignored",
    why: "would install other packages than the lock file says, or elsewhere",
  },
  {
    names: ["npm_config_*"],
    verdict: "honoured",
    why: "registry, proxy, cache, log-in and certificates of npm",
  },
  {
    names: [
      "PULUMI_OPTION_*",
      "PULUMI_STACK",
      "PULUMI_CONFIG",
      "PULUMI_CONFIG_SECRET_KEYS",
      "PULUMI_DRY_RUN",
    ],
    verdict: "ignored",
    why: "options and inputs of another command or program",
  },
  {
    names: ["PULUMI_SKIP_CHECKPOINTS", "PULUMI_NODEJS_*"],
    verdict: "ignored",
    why: "a killed update would lose what it has made; another language host",
  },
  { names: ["PULUMI_*"], verdict: "honoured", why: "backend, passphrase, home and log-in of Pulumi" },
  {
    names: ["DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY"],
    verdict: "honoured",
    why: "which engine, and how it is reached",
  },
  {
    names: ["DOCKER_SSH_KEY", "DOCKER_SSH_KNOWN_HOSTS", "DOCKER_AUTH_CONFIG"],
    verdict: "honoured",
    why: "key, known hosts and log-ins that a workflow hands over",
  },
  {
    names: [
      ...["DOCKER_API_VERSION", "DOCKER_DEFAULT_PLATFORM", "DOCKER_BUILDKIT", "DOCKER_CONTENT_TRUST*"],
      ...["DOCKER_CLIENT_TIMEOUT", "DOCKER_PATH_PREFIX", "DOCKER_CUSTOM_HEADERS"],
    ],
    verdict: "ignored",
    why: "another API version, platform, builder or time-out than the engine's own",
  },
  {
    names: [
      "HTTP_PROXY",
      "HTTPS_PROXY",
      "NO_PROXY",
      "ALL_PROXY",
      "http_proxy",
      "https_proxy",
      "no_proxy",
      "all_proxy",
    ],
    verdict: "honoured",
    why: "npm, Go, apt and image builds go through it; the program and Pulumi on this machine do not",
  },
  { names: ["PG*"], verdict: "ignored", why: "another database than the stack's, or another way to log in" },
  { names: ["PYTHON*"], verdict: "ignored", why: "other modules than the tools' own" },
  { names: ["LC_*", "LANG", "LANGUAGE"], verdict: "ignored", why: "tools are read in English, as C.UTF-8" },
  {
    names: ["GOFLAGS", "GOOS", "GOARCH"],
    verdict: "ignored",
    why: "the tool chain is built for this machine",
  },
];

const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;

/** The rule about a variable; undefined for one that no rule names, which is left alone. */
export const ruleOf = (name: string): VariableRule | undefined =>
  variableRules.find(({ names }) => names.some((pattern) => matches(pattern, name)));

/**
 * Makes an environment the tools' own: takes away what is ignored, and says what has to stand there.
 *
 * @throws SetupError with every refused variable at once
 */
export function takeOver(environment: NodeJS.ProcessEnv): void {
  const refused: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    const rule = ruleOf(name);
    if (rule?.verdict === "ignored") Reflect.deleteProperty(environment, name);
    if (rule?.verdict === "refused" && value !== "")
      refused.push(`${name}: found ${JSON.stringify(value)}, expected nothing: it ${rule.why}`);
  }
  if (refused.length > 0) throw new SetupError(refused.join("\n"));
  environment.LC_ALL = "C.UTF-8";
}
