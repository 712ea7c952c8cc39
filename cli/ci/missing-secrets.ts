const isSet = (value: string | undefined): value is string => value !== undefined && value !== "";

/**
 * Names of the secrets that are missing to reach a stack's state, its engine and its registries. A backend over HTTP
 * keeps the secrets of its stacks itself and asks for a token; any other one needs the passphrase.
 *
 * @param registries - addresses that the stack wants to be logged in at
 */
export function missingSecrets(
  environment: NodeJS.ProcessEnv,
  registries: readonly string[] = [],
): readonly string[] {
  const { PULUMI_BACKEND_URL: backend, DOCKER_HOST: engine, SSH_AUTH_SOCK: agent } = environment;
  const names: string[] = [];
  if (!isSet(backend)) names.push("PULUMI_BACKEND_URL");
  const credential =
    isSet(backend) && /^https?:/.test(backend) ? "PULUMI_ACCESS_TOKEN" : "PULUMI_CONFIG_PASSPHRASE";
  if (!isSet(environment[credential])) names.push(credential);
  if (!isSet(engine)) names.push("DOCKER_HOST");
  else if (engine.startsWith("ssh:") && !isSet(agent)) names.push("DOCKER_SSH_KEY");
  if (registries.length > 0 && !isSet(environment.DOCKER_CONFIG)) names.push("DOCKER_AUTH_CONFIG");
  return names;
}

/**
 * The kind of backend or engine that workflows have no credentials for, as a sentence; undefined where they have them.
 */
export function unsupported({
  PULUMI_BACKEND_URL: backend = "",
  DOCKER_HOST: engine = "",
  DOCKER_CERT_PATH: certificates,
}: NodeJS.ProcessEnv): string | undefined {
  const [scheme = ""] = backend.split(":");
  if (["gs", "azblob"].includes(scheme))
    return `PULUMI_BACKEND_URL is ${scheme}://, whose credentials no workflow passes on; use s3://, https:// or file://`;
  if (/^tcp:.*:2376$/.test(engine) && !isSet(certificates))
    return "DOCKER_HOST is tcp:// with TLS (port 2376), whose certificates no workflow passes on; use ssh://";
  return undefined;
}
