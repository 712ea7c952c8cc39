import { describe, expect, it } from "vitest";
import { services } from "../../../config/services/index.ts";
import { builtServices, lostContexts, repositoryOf, withReferences } from "../../../cli/images/references.ts";
import { settingsOf } from "../../components/mocks.ts";

const digest = (digit: string) => `registry.example.com/gaara-x@sha256:${digit.repeat(64)}`;

describe("builtServices", () => {
  it("are all but those that come from a registry", () => {
    const settings = settingsOf({
      images: { django: { context: "../erp" }, redis: { reference: "redis:7" } },
    });
    expect(builtServices(settings)).toEqual(Object.keys(services).filter((key) => key !== "redis"));
  });
});

describe("repositoryOf", () => {
  it("stands below the registry's path", () =>
    expect(repositoryOf("registry.example.com:5000/erp", "django")).toBe(
      "registry.example.com:5000/erp/gaara-django",
    ));
});

describe("withReferences", () => {
  it("puts digests in, keeps what the stack and its source say about the image, and touches nothing else", () => {
    const target = settingsOf({
      images: { django: { reference: digest("1"), user: "10:10" }, redis: { reference: "redis:7" } },
      logLevel: "WARNING",
    });
    const source = settingsOf({ images: { django: { context: "../erp", port: 9000 } } });
    expect(withReferences(target, source, { django: digest("2") })).toEqual({
      ...target,
      images: {
        django: { reference: digest("2"), user: "10:10", port: 9000 },
        redis: { reference: "redis:7" },
      },
    });
  });
});

describe("lostContexts", () => {
  const target = settingsOf({ images: { django: { context: "../prod" } } });

  it("names a context that is not the one that is pushed", () =>
    expect(lostContexts("prod", target, "dev", settingsOf({}))).toEqual([
      {
        path: "gaara:images.django",
        message:
          "found the context ../prod in Pulumi.prod.yaml, expected that of dev, which is what would be pushed; push with --from prod, or take it out",
      },
    ]));

  it("finds none where the stack pushes its own", () =>
    expect(lostContexts("prod", target, "prod", target)).toEqual([]));
});
