import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { GaaraStack } from "../../components/stack.ts";
import { services } from "../../config/services/index.ts";
import { applicationKeys } from "../../config/settings.ts";
import { eight, others } from "../config/eight.ts";
import { collect, settingsOf, valueOf, type Registered, noEngine } from "./mocks.ts";
import { resolveStack } from "../../model/resolve.ts";

const containerType = "docker:index/container:Container";

describe("a stack", () => {
  let registered: Registered[] = [];
  let outputs: GaaraStack["outputs"];
  const of = (type: string) => registered.filter((resource) => resource.type === type);
  const containers = () => of(containerType);
  const container = (key: string) =>
    containers().find(({ name }) => name === `gaara-dev-${key}`)?.inputs ?? {};
  const labelsOf = ({ inputs }: Registered) =>
    Object.fromEntries(
      (inputs.labels as { label: string; value: string }[]).map(({ label, value }) => [label, value]),
    );

  beforeAll(async () => {
    registered = collect();
    const settings = settingsOf({
      replicas: { django: 2 },
      resources: { flask: { memory: "256 MB", cpus: 0.5 } },
    });
    const settled = new Set(["django/migrate"]);
    const given = { openaiApiKey: pulumi.secret("sk-test") };
    ({ outputs } = new GaaraStack("gaara", {
      model: resolveStack("dev", settings),
      engine: noEngine,
      given,
      settled,
    }));
    await valueOf(outputs.urls);
    await pulumi.runtime.disconnect();
  });

  it("is a component of the field's shape: one typed component per service", () =>
    expect(
      registered
        .filter(({ type }) => type.startsWith("gaara:index:"))
        .map(({ type }) => type.slice(12))
        .sort(),
    ).toEqual(
      [
        "AiService",
        "Django",
        "Flask",
        "Frontend",
        "Images",
        "MlService",
        "Network",
        "Nginx",
        "Postgres",
        "Redis",
        "Secrets",
        "Stack",
        "Volumes",
        ...others.map(([key, { component }]) => component ?? key.charAt(0).toUpperCase() + key.slice(1)),
      ].sort(),
    ));

  it("serves every service, an application in as many replicas as are set", () =>
    expect(
      containers()
        .filter((resource) => labelsOf(resource)["com.gaara.role"] === "serving")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(
      [
        ...others.map(([key]) => `gaara-dev-${key}`),
        "gaara-dev-ai",
        "gaara-dev-django",
        "gaara-dev-django-2",
        "gaara-dev-flask",
        "gaara-dev-frontend",
        "gaara-dev-ml",
        "gaara-dev-nginx",
        "gaara-dev-postgres",
        "gaara-dev-redis",
      ].sort(),
    ));

  it("runs each release command in a container of its own, once", () =>
    expect(
      containers()
        .filter((resource) => labelsOf(resource)["com.gaara.role"] !== "serving")
        .map(({ name, inputs }) => [name, inputs.command, inputs.restart])
        .sort(),
    ).toEqual(
      [
        ...others.flatMap(([key, { release }]) =>
          release.map(({ name, command }) => [`gaara-dev-${key}-${name}`, command, "no"]),
        ),
        ["gaara-dev-django-collectstatic", ["python", "manage.py", "collectstatic", "--noinput"], "no"],
        ["gaara-dev-django-migrate", ["python", "manage.py", "migrate", "--noinput"], "no"],
        ["gaara-dev-django-superuser", ["python", "manage.py", "ensure_superuser"], "no"],
        ["gaara-dev-flask-db-upgrade", ["flask", "--app", "src.unified_server:app", "db", "upgrade"], "no"],
      ].sort(),
    ));

  it.each(Object.keys(services))("limits, labels and stops %s properly", (key) => {
    const inputs = container(key);
    const definition = services[key as keyof typeof services];
    expect(inputs).toMatchObject({
      restart: "unless-stopped",
      user: definition.user,
      destroyGraceSeconds: definition.stopSeconds,
      logDriver: "json-file",
      logOpts: { "max-file": "3", "max-size": "10m" },
      securityOpts: ["no-new-privileges:true"],
      capabilities: { drops: ["ALL"] },
      networksAdvanced: [{ aliases: [definition.host] }],
    });
    expect(inputs.memory).toBeGreaterThan(0);
    expect(inputs.cpuQuota).toBeGreaterThan(0);
    expect(inputs.healthcheck).toMatchObject({ interval: "20s", retries: 3 });
    expect(definition.user).not.toMatch(/^0/);
  });

  it("lets a stack's own limits win", () =>
    expect(container("flask")).toMatchObject({ memory: 256, cpuQuota: 50_000 }));

  it("publishes nothing from an application's container", () => {
    for (const key of applicationKeys) expect(container(key).ports, key).toBeUndefined();
  });

  it("publishes the stores on loopback alone", () => {
    expect(container("postgres").ports).toEqual([
      { internal: 5432, external: 10502, ip: "127.0.0.1", protocol: "tcp" },
    ]);
    expect(container("redis").ports).toEqual([
      { internal: 6379, external: 6375, ip: "127.0.0.1", protocol: "tcp" },
    ]);
  });

  it("delivers secrets as files that only the service's user reads, never as environment", () => {
    const { uploads, envs } = container("django") as {
      uploads: { file: string; content: string; owner?: string; permissions: string }[];
      envs: string[];
    };
    expect(uploads.map(({ file }) => file).sort()).toEqual(
      ["DATABASE_URL", "JWT_REFRESH_SECRET_KEY", "JWT_SECRET_KEY", "REDIS_URL", "SECRET_KEY"].map(
        (name) => `/run/secrets/${name}`,
      ),
    );
    expect(uploads.every(({ owner, permissions }) => permissions === "0444" && owner === undefined)).toBe(
      true,
    );
    expect(envs).toContain("SECRET_KEY_FILE=/run/secrets/SECRET_KEY");
    expect(envs.join("\n")).not.toContain("secret-of-");
  });

  it("gives an optional key to the service that needs it and to no other", () => {
    const holders = containers().filter(({ inputs }) =>
      JSON.stringify(inputs.uploads ?? []).includes("sk-test"),
    );
    expect(holders.map(({ name }) => name)).toEqual(["gaara-dev-ai"]);
  });

  it("puts one database login into each backend's address", () => {
    const address = (key: string) =>
      (container(key).uploads as { file: string; content: string }[]).find(({ file }) =>
        file.endsWith("DATABASE_URL"),
      )?.content;
    expect(address("django")).toBe(
      "postgresql://gaara_django:secret-of-secrets-djangoDatabasePassword@gaara_postgres:5432/gaara_erp_prod",
    );
    expect(address("flask")).toBe(
      "postgresql://gaara_flask:secret-of-secrets-flaskDatabasePassword@gaara_postgres:5432/gaara_erp_inventory",
    );
  });

  it("keeps its data in named volumes that carry the stack's label", () => {
    const made = of("docker:index/volume:Volume");
    expect(made.map(({ inputs }) => inputs.name).sort()).toEqual(
      [
        "backups",
        "certificates",
        "media",
        "models",
        "nginx-config",
        "postgres-data",
        "redis-data",
        "static",
      ].map((key) => `gaara-dev-${key}`),
    );
    expect(made.every((volume) => labelsOf(volume)["com.gaara.stack"] === "dev")).toBe(true);
  });

  it("mounts nginx's view of static and media read-only", () =>
    expect(
      (container("nginx").mounts as { target: string; readOnly?: boolean }[])
        .filter(({ readOnly }) => readOnly)
        .map(({ target }) => target),
    ).toEqual(["/srv/static", "/srv/media"]));

  it("names images by their content", () => {
    const images = of("docker:index/remoteImage:RemoteImage");
    expect(images.every(({ inputs }) => /^gaara-[a-z]+:[0-9a-f]{16}$/.test(String(inputs.name)))).toBe(true);
  });

  it("has outputs that tools read", async () => {
    expect(await valueOf(outputs.urls)).toMatchObject({ "Gaara ERP": "http://localhost/erp/" });
    expect(await valueOf(outputs.containers)).toMatchObject({
      django: ["gaara-dev-django-1a2b3c4", "gaara-dev-django-2-1a2b3c4"],
    });
    expect(Object.values(eight).flatMap(({ published }) => published)).toHaveLength(9);
    expect(outputs.ports).toHaveLength(Object.values(services).flatMap(({ published }) => published).length);
    expect(
      outputs.postgresPassword && (await valueOf(pulumi.output(outputs.postgresPassword).apply((v) => v))),
    ).toBe("secret-of-secrets-postgresPassword");
  });
});
