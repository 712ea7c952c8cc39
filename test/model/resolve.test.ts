import { describe, expect, it } from "vitest";
import { routes } from "../../config/routes.ts";
import { services } from "../../config/services/index.ts";
import { volumes } from "../../config/volumes.ts";
import { resolveStack } from "../../model/resolve.ts";
import { isOneOfEight, otherApplications, others } from "../config/eight.ts";
import { settingsOf } from "../config/tables.ts";

const model = (raw: Record<string, unknown> = {}) => resolveStack("dev", settingsOf(raw));

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

describe("the model of a stack", () => {
  it("depends on the name and the settings alone, whatever order the settings are in, and changes neither", () => {
    const raw = { replicas: { flask: 2, django: 3 }, resources: { ml: { cpus: 1 } }, portOffset: 100 };
    const settings = frozen(settingsOf(raw));
    const reversed = Object.fromEntries(Object.entries(settings).reverse()) as typeof settings;
    expect(resolveStack("dev", reversed)).toEqual(resolveStack("dev", settings));
    expect(resolveStack("other", settings)).not.toEqual(resolveStack("dev", settings));
  });

  it("has every service, route and volume of the tables", () => {
    const { services: found, catalogue, routes: led, volumes: kept } = model();
    expect(Object.keys(found)).toEqual(Object.keys(services));
    expect(catalogue).toEqual(services);
    expect(led).toEqual(routes);
    expect(Object.keys(kept)).toEqual(Object.keys(volumes));
    expect(kept["postgres-data"].name).toBe("gaara-dev-postgres-data");
  });

  it("says of a service what its containers are", () => {
    const { django, nginx } = model({
      replicas: { django: 2 },
      resources: { django: { memory: "1 GB" } },
      healthInterval: "5s",
    }).services;
    expect(django).toMatchObject({
      key: "django",
      containers: ["gaara-dev-django", "gaara-dev-django-2"],
      limits: { memory: "1 GB", cpus: 2 },
      ports: [],
    });
    expect(django.health).toEqual({
      tests: [
        ...["CMD", "curl", "--fail", "--silent", "--show-error", "--max-time", "4"],
        "http://127.0.0.1:8000/api/health/",
      ],
      interval: "5s",
      timeout: "5s",
      retries: 3,
      startPeriod: "2m0s",
    });
    expect(django.mounts).toContainEqual({
      volume: "media",
      source: "gaara-dev-media",
      path: "/app/media",
      readOnly: false,
    });
    expect(django.variables).toContainEqual({ name: "DEBUG", value: "False" });
    expect(django.variables).toContainEqual({ name: "DATABASE_URL", secret: "djangoDatabaseUrl" });
    expect(django.jobs.map(({ container }) => container)).toEqual([
      "gaara-dev-django-migrate",
      "gaara-dev-django-collectstatic",
      "gaara-dev-django-superuser",
    ]);
    expect(django.jobs.at(-1)?.variables).toContainEqual({
      name: "DJANGO_SUPERUSER_USERNAME",
      value: "admin",
    });
    expect(nginx.ports.map(({ service, inside }) => [service, inside])).toContainEqual(["django", 8000]);
    expect(nginx.mounts).toContainEqual(expect.objectContaining({ volume: "static", readOnly: true }));
  });

  it("knows nothing of a variable that the settings give no value", () =>
    expect(model().services.ai.variables).toContainEqual({ name: "OPENAI_BASE_URL", value: undefined }));

  it("has no container, port or upstream of a service that a developer runs", () => {
    const { services: found, upstreams, ports } = model({ develop: ["ml"] });
    expect(found.ml).toMatchObject({ containers: [], jobs: [] });
    expect(Object.keys(upstreams).filter(isOneOfEight)).toEqual(["django", "flask", "frontend", "ai"]);
    expect(Object.keys(upstreams).filter((key) => !isOneOfEight(key))).toEqual(
      otherApplications.map(([key]) => key),
    );
    expect(ports.map(({ service }) => service)).not.toContain("ml");
  });

  it("says which service connects to which, each once", () => {
    const found = model().connections.map(({ from, to }) => `${from} → ${to}`);
    expect(found.toSorted()).toEqual(
      [
        ...["nginx → frontend", "nginx → django", "nginx → flask", "nginx → ml", "nginx → ai"],
        ...["django → postgres", "django → redis", "flask → postgres", "flask → redis"],
        ...otherApplications.map(([key]) => `nginx → ${key}`),
        ...others.flatMap(([key, { needs }]) => needs.map((need) => `${key} → ${need}`)),
      ].toSorted(),
    );
  });

  it.each([
    ["protected", { protect: true }, true],
    ["protected in mode prod", { appMode: "prod" }, true],
    ["not protected", {}, false],
  ])("says that its data is %s", (_, raw, wanted) => expect(model(raw).protected).toBe(wanted));
});
