import { environment } from "../config/environment.ts";
import { portTable } from "../config/ports.ts";
import type { ServiceDefinition } from "../config/services/definition.ts";
import { services, type ServiceKey } from "../config/services/index.ts";
import type { Settings } from "../config/settings.ts";
import { volumes } from "../config/volumes.ts";
import { healthCheckOf } from "../model/health.ts";
import { mebibytes } from "../config/values.ts";

/** Input of the Compose file that no table has. */
export interface ComposeInput {
  readonly stack: string;
  readonly settings: Settings;
  /** Image per service: the very images that the stack runs. */
  readonly images: Readonly<Record<string, string>>;
  /** Folder with a file per secret variable, `<service>.<VARIABLE>`. */
  readonly secrets: string;
  /** Further files, by service and path inside: nginx's text, Redis' and the databases' set-up. */
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly commands: Readonly<Record<string, readonly string[]>>;
}

/**
 * The same services as Docker Compose runs them: images, limits, health checks, order, secrets as files, ports,
 * volumes. It exists to measure against; everything in it comes from the same tables.
 */
export function composeFile(input: ComposeInput): Record<string, unknown> {
  const keys = Object.keys(services) as ServiceKey[];
  return {
    services: Object.fromEntries(keys.flatMap((key) => serviceEntries(key, services[key], input))),
    networks: { default: { driver: "bridge" } },
    volumes: Object.fromEntries(Object.keys(volumes).map((key) => [key, {}])),
  };
}

function serviceEntries(
  key: ServiceKey,
  definition: ServiceDefinition,
  input: ComposeInput,
): [string, unknown][] {
  const jobs = definition.release.map(({ name, command }, index): [string, unknown] => [
    `${key}-${name}`,
    {
      ...common(key, definition, input),
      command: [...command],
      restart: "no",
      depends_on: {
        ...healthy("postgres", "redis"),
        ...(index === 0 ? {} : completed(`${key}-${definition.release[index - 1]?.name}`)),
      },
    },
  ]);
  const { tests: test, startPeriod, ...health } = healthCheckOf(definition, input.settings);
  const serving: [string, unknown] = [
    key,
    {
      ...common(key, definition, input),
      ...(input.commands[key] === undefined ? {} : { command: [...input.commands[key]] }),
      restart: "unless-stopped",
      healthcheck: { ...health, test, start_period: startPeriod },
      ports: portTable(services, input.settings)
        .filter(({ publishedBy }) => publishedBy === key)
        .map(({ address, host, inside }) => `${address}:${host}:${inside}`),
      depends_on: dependencies(key, definition),
    },
  ];
  return [...jobs, serving];
}

function dependencies(key: ServiceKey, definition: ServiceDefinition): Record<string, unknown> {
  const last = definition.release.at(-1);
  if (last !== undefined) return completed(`${key}-${last.name}`);
  const applications = Object.entries(services).filter(([, { kind }]) => kind === "application");
  return key === "nginx" ? healthy(...applications.map(([name]) => name)) : {};
}

const healthy = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { condition: "service_healthy" }]));

const completed = (name: string) => ({ [name]: { condition: "service_completed_successfully" } });

function common(
  key: ServiceKey,
  definition: ServiceDefinition,
  { stack, settings, images, secrets, files }: ComposeInput,
) {
  const plain = environment[key].flatMap((variable) => {
    if ("secret" in variable) return [];
    const value = variable.plain(settings, stack);
    return value === undefined ? [] : [`${variable.name}=${value}`];
  });
  const secret = environment[key].flatMap((variable) => ("secret" in variable ? [variable.name] : []));
  const given = secret.filter((name) => !/^(AWS|SENTRY|EMAIL|OPENAI|PYBROPS)_/.test(name));
  return {
    image: images[key],
    user: definition.user,
    mem_limit: `${mebibytes(definition.memory)}m`,
    cpus: definition.cpus,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    stop_grace_period: `${definition.stopSeconds}s`,
    logging: {
      driver: "json-file",
      options: { "max-size": settings.logMaxSize, "max-file": String(settings.logMaxFiles) },
    },
    environment: [...plain, ...given.map((name) => `${name}_FILE=/run/secrets/${name}`)],
    networks: { default: { aliases: [definition.host] } },
    volumes: [
      ...definition.mounts.map(({ volume, path, readOnly }) => `${volume}:${path}${readOnly ? ":ro" : ""}`),
      ...given.map((name) => `${secrets}/${key}.${name}:/run/secrets/${name}:ro`),
      ...Object.entries(files[key] ?? {}).map(([inside, file]) => `${file}:${inside}:ro`),
    ],
  };
}
