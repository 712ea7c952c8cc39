const isSet = (value: string | undefined): value is string => value !== undefined && value !== "";

/**
 * What is missing to reach a stack's state and its engine, by the names of the secrets. A backend over HTTP keeps the secrets of its stacks
 * itself and asks for a token; any other one needs the passphrase.
 */
export function missingSecrets(environment: NodeJS.ProcessEnv): readonly string[] {
  const { PULUMI_BACKEND_URL: backend, DOCKER_HOST: engine, SSH_AUTH_SOCK: agent } = environment;
  const names: string[] = [];
  if (!isSet(backend)) names.push("PULUMI_BACKEND_URL");
  const credential =
    isSet(backend) && /^https?:/.test(backend) ? "PULUMI_ACCESS_TOKEN" : "PULUMI_CONFIG_PASSPHRASE";
  if (!isSet(environment[credential])) names.push(credential);
  if (!isSet(engine)) names.push("DOCKER_HOST");
  else if (engine.startsWith("ssh:") && !isSet(agent)) names.push("DOCKER_SSH_KEY");
  return names;
}
