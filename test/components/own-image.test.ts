import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { GaaraStack } from "../../components/stack.ts";
import { collect, settingsOf, valueOf, type Registered, noEngine } from "./mocks.ts";
import { resolveStack } from "../../model/resolve.ts";

interface Inputs {
  readonly envs: readonly string[];
  readonly uploads: readonly { readonly file: string }[];
  readonly mounts: readonly { readonly target: string }[];
  readonly healthcheck?: { readonly tests: readonly string[] };
  readonly user: string;
  readonly hosts?: readonly { readonly host: string; readonly ip: string }[];
}

async function deployed(raw: Record<string, unknown>): Promise<(name: string) => Inputs | undefined> {
  const registered: Registered[] = collect();
  const { outputs } = new GaaraStack("gaara", {
    model: resolveStack("dev", settingsOf(raw)),
    engine: noEngine,
    given: {},
    settled: new Set(),
  });
  await valueOf(outputs.urls);
  await pulumi.runtime.disconnect();
  return (name) =>
    registered.find(
      (resource) =>
        resource.type === "docker:index/container:Container" && resource.name === `gaara-dev-${name}`,
    )?.inputs as Inputs | undefined;
}

describe("an image of the operator's own", () => {
  let container: (name: string) => Inputs | undefined;
  const warnings: string[] = [];

  beforeAll(async () => {
    vi.spyOn(pulumi.log, "warn").mockImplementation((message) => {
      warnings.push(message);
      return Promise.resolve();
    });
    container = await deployed({
      images: {
        django: {
          context: "services/django",
          port: 9000,
          user: "1000:1000",
          health: ["python", "-m", "ping"],
          release: [{ name: "schema", command: ["./schema.sh"] }],
          volumes: { media: "/data/uploads" },
          secrets: "environment",
        },
      },
    });
  });

  it("gets its secrets as variables where it knows nothing else, and the operator is told what that means", () => {
    const { envs = [], uploads } = container("django") ?? {};
    expect(envs).toContain("SECRET_KEY=secret-of-secrets-djangoSecretKey");
    expect(envs.filter((line) => line.includes("_FILE="))).toEqual([]);
    expect(uploads).toEqual([]);
    expect(warnings).toEqual([
      "gaara:images.django.secrets: environment shows the secrets of django to everybody who may ask the engine (docker inspect); files do not",
    ]);
    expect(container("flask")?.envs.join()).not.toContain("secret-of-");
  });

  it("is checked, run and mounted as its operator says", () =>
    expect(container("django")).toMatchObject({
      user: "1000:1000",
      healthcheck: { tests: ["CMD", "python", "-m", "ping"] },
      mounts: [{ target: "/data/uploads" }],
    }));

  it("has its own release jobs in place of the reference's", () => {
    expect(container("django-schema")).toBeDefined();
    expect(container("django-migrate")).toBeUndefined();
    expect(container("flask-db-upgrade")).toBeDefined();
  });
});

describe("a service under development", () => {
  it("has no container and no job; nginx knows the engine's host", async () => {
    const container = await deployed({ develop: ["django"] });
    expect(container("django")).toBeUndefined();
    expect(container("django-migrate")).toBeUndefined();
    expect(container("nginx")?.hosts).toEqual([{ host: "host.docker.internal", ip: "host-gateway" }]);
    expect((await deployed({}))("nginx")?.hosts).toBeUndefined();
  });
});
