import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { Images } from "../../components/images.ts";
import { collect, noEngine, settingsOf, valueOf, type Registered } from "./mocks.ts";

describe("images", () => {
  let registered: Registered[] = [];
  let images: Images;
  const image = (key: string) => registered.find(({ name }) => name === `images-${key}`)?.inputs ?? {};

  beforeAll(async () => {
    registered = collect();
    images = new Images("images", {
      engine: noEngine,
      settings: settingsOf({
        images: {
          django: { context: "services/base", dockerfile: "Dockerfile" },
          postgres: { reference: "postgres:15" },
        },
      }),
    });
    await Promise.all(Object.values(images.ids).map((id) => valueOf(id)));
    await pulumi.runtime.disconnect();
  });

  it("are taken from a registry where a reference is given", () => {
    expect(image("postgres")).toMatchObject({ name: "postgres:15", keepLocally: true });
    expect(image("postgres").build).toBeUndefined();
  });

  it("are named by what they are built from, and never built by the plugin, which would build them again", () => {
    for (const key of ["base", "django", "flask"]) {
      expect(image(key)).toEqual({ name: images.names[key], keepLocally: true });
      expect(images.names[key]).toMatch(/^gaara-\w+:[0-9a-f]{16}$/);
    }
  });

  it("stay on the engine when a stack goes", () => {
    for (const { inputs } of registered.filter(({ type }) => type.endsWith(":RemoteImage")))
      expect(inputs.keepLocally).toBe(true);
  });
});
