import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { Images } from "../../components/images.ts";
import { collect, settingsOf, valueOf, type Registered } from "./mocks.ts";

describe("images", () => {
  let registered: Registered[] = [];
  let images: Images;
  const image = (key: string) => registered.find(({ name }) => name === `images-${key}`)?.inputs ?? {};

  beforeAll(async () => {
    registered = collect();
    images = new Images("images", {
      settings: settingsOf({
        images: {
          django: { context: "services/base", dockerfile: "Dockerfile" },
          postgres: { reference: "postgres:15" },
        },
        build: { debianMirror: "http://mirror.example.com/debian" },
      }),
    });
    await Promise.all(Object.values(images.ids).map((id) => valueOf(id)));
    await pulumi.runtime.disconnect();
  });

  it("are taken from a registry where a reference is given", () => {
    expect(image("postgres")).toMatchObject({ name: "postgres:15", keepLocally: true });
    expect(image("postgres").build).toBeUndefined();
  });

  it("are built from the operator's own context where one is given, with nothing of ours handed in", () =>
    expect(image("django").build).toMatchObject({
      context: "services/base",
      dockerfile: "Dockerfile",
      buildArgs: {},
    }));

  it("hand package mirrors to the base alone: the others inherit them", () => {
    expect(image("base").build).toMatchObject({
      buildArgs: { DEBIAN_MIRROR: "http://mirror.example.com/debian" },
    });
    expect(image("flask").build).toMatchObject({ buildArgs: { BASE: images.names.base } });
  });

  it("stay on the engine when a stack goes", () => {
    for (const { inputs } of registered.filter(({ type }) => type.endsWith(":RemoteImage")))
      expect(inputs.keepLocally).toBe(true);
  });
});
