import { describe, expect, it } from "vitest";
import { images } from "../../../config/images.ts";
import { proxyArguments } from "../../../engine/images/build-image.ts";
import { imageNames, imageSource } from "../../../engine/images/image-sources.ts";
import { settingsOf } from "../../components/mocks.ts";

const settings = settingsOf({
  images: { django: { context: "services/base", dockerfile: "Dockerfile" } },
  build: { debianMirror: "http://mirror.example.com/debian" },
});
const names = imageNames(settings);
const source = (key: string) => imageSource(key, settings, names);

describe("the build of an image", () => {
  it("hands nothing of ours to the operator's own", () =>
    expect(source("django")).toMatchObject({
      context: "services/base",
      dockerfile: "Dockerfile",
      buildArgs: {},
    }));

  it("hands package mirrors to the base alone: the others inherit them", () => {
    expect(source("base")).toMatchObject({
      buildArgs: { DEBIAN_MIRROR: "http://mirror.example.com/debian" },
    });
    expect(source("flask")).toMatchObject({ buildArgs: { BASE: names.base } });
    expect(Object.keys(images)).toContain("flask");
  });

  it("reaches the outside through the proxies of the environment, which change no name", () => {
    expect(proxyArguments({ HTTPS_PROXY: "http://proxy:3128", no_proxy: "localhost", PATH: "/bin" })).toEqual(
      {
        HTTPS_PROXY: "http://proxy:3128",
        no_proxy: "localhost",
      },
    );
    expect(proxyArguments({ HTTP_PROXY: "" })).toEqual({});
    expect(imageNames(settings)).toEqual(names);
  });
});
