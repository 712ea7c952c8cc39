import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../cli/setup/paths.ts";
import { environment, jobVariables } from "../../config/environment.ts";
import { images } from "../../config/images.ts";
import { routes } from "../../config/routes.ts";
import { derivedSecrets, generatedSecrets, givenSecrets } from "../../config/secrets.ts";
import type { ServiceDefinition } from "../../config/services/definition.ts";
import { services, type ServiceKey } from "../../config/services/index.ts";
import { keysOf } from "../../config/tables.ts";
import { isOneOfEight } from "./eight.ts";

const rows = keysOf(services).map((key): [ServiceKey, ServiceDefinition] => [key, services[key]]);

/** Files of the folder that are no row. */
const shared = ["define", "definition", "index", "variables"];

describe("the registry of services", () => {
  it("has every file of config/services/: a service's line in index.ts is not forgotten", () => {
    const files = readdirSync(join(projectFolder, "config/services")).map((file) =>
      file.replace(/\.ts$/, ""),
    );
    expect(files.filter((file) => !shared.includes(file)).sort()).toEqual(Object.keys(services).sort());
  });

  it("has components of different types", () => {
    const types = rows.map(([key, { component }]) => component ?? key);
    expect(new Set(types).size).toBe(types.length);
  });
});

describe.each(rows)("the row of %s", (key, service) => {
  it("has an image folder with a Dockerfile", () => {
    expect(service.context).toBe(`services/${key}`);
    const file = `${service.context}/Dockerfile`;
    expect(existsSync(join(projectFolder, file)), file).toBe(true);
    expect(images[key]?.context).toBe(service.context);
  });

  it("has a title", () => expect(service.title).toMatch(/^\S.*\S$/));

  it("has a route, where it is an application", () => {
    const routed = routes.some(({ to }) => to.kind === "service" && to.service === key);
    expect(routed, `a route to ${key} in config/routes.ts`).toBe(service.kind === "application");
  });

  it("asks for secrets that exist", () => {
    const known = new Set<string>([...Object.keys(generatedSecrets), ...givenSecrets, ...derivedSecrets]);
    const variables = [
      ...environment[key],
      ...service.release.flatMap(({ name }) => jobVariables(key, name)),
    ];
    for (const variable of variables)
      if ("secret" in variable) expect(known, variable.name).toContain(variable.secret);
  });

  it("says of no release job what it does not have", () => {
    const jobs = service.release.map(({ name }) => name);
    for (const name of Object.keys(service.jobVariables ?? {})) expect(jobs).toContain(name);
  });

  it("needs the stores whose addresses it is given", () => {
    const asked: readonly string[] = environment[key].flatMap((variable) =>
      "secret" in variable ? [variable.secret] : [],
    );
    const wanted = [
      ...(service.database !== undefined && asked.includes(service.database.address) ? ["postgres"] : []),
      ...(service.redis !== undefined && asked.includes(service.redis.address) ? ["redis"] : []),
    ];
    expect(service.needs).toEqual(expect.arrayContaining(wanted));
  });
});

describe("the stores", () => {
  it("are PostgreSQL and Redis alone", () =>
    expect(
      rows
        .filter(([, { kind }]) => kind === "store")
        .map(([key]) => key)
        .sort(),
    ).toEqual(["postgres", "redis"]));
});

describe("the seed's services", () => {
  it.each<[ServiceKey, ServiceDefinition["kind"], string, number]>([
    ["postgres", "store", "gaara_postgres", 5432],
    ["redis", "store", "gaara_redis", 6379],
    ["django", "application", "gaara_django", 8000],
    ["flask", "application", "gaara_backend", 5001],
    ["frontend", "application", "gaara_frontend", 80],
    ["ml", "application", "gaara_ml", 5101],
    ["ai", "application", "gaara_ai", 5601],
    ["nginx", "edge", "gaara_nginx", 80],
  ])("have %s, an instance of kind %s, at %s:%d", (key, kind, host, port) =>
    expect(services[key]).toMatchObject({ kind, host, port }),
  );
});

describe("the order of the images", () => {
  it("is kept: stacks, previews and the documents show it", () =>
    expect(Object.keys(images).filter((key) => key === "base" || isOneOfEight(key))).toEqual([
      "base",
      "postgres",
      "redis",
      "nginx",
      "django",
      "flask",
      "ml",
      "ai",
      "frontend",
    ]));
});
