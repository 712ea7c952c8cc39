import { describe, expect, it } from "vitest";
import {
  parseVersions,
  sameImage,
  sameVersion,
  versionsText,
  withVersion,
  type Version,
} from "../../model/versions.ts";
import { tagOf, version } from "../config/version.ts";

describe("versions", () => {
  const [a, b, c, d] = [version("a"), version("b"), version("c"), version("d")];

  it("are kept newest first, three of them", () => {
    const kept = [a, b, c, d].reduce<readonly Version[]>((all, next) => withVersion(all, next), []);
    expect(kept).toEqual([d, c, b]);
  });

  it("are written once: the newest again changes nothing", () => {
    const kept = [b, a];
    expect(withVersion(kept, { ...b, time: "2027-01-01T00:00:00Z" })).toBe(kept);
  });

  it("stand once in the list: one that comes again is the newest, as it was", () => {
    expect(withVersion([c, b, a], { ...a, time: "2027-01-01T00:00:00Z" })).toEqual([a, c, b]);
  });

  it("are the same whatever names their images, and others with another setting, image, job or contract", () => {
    const same = version("a", { images: { django: { reference: tagOf("django", "a") } } });
    expect(sameVersion(a, same)).toBe(true);
    expect(sameVersion(a, version("a", { images: { django: { context: "x", release: [] } } }))).toBe(true);
    expect(sameVersion(a, version("a", { logLevel: "ERROR" }))).toBe(false);
    expect(sameVersion(a, version("a", { images: { django: { context: "x", port: 1 } } }))).toBe(false);
    expect(sameVersion(a, version("a", { images: { redis: { reference: "redis:7" } } }))).toBe(false);
    expect(sameVersion(a, b)).toBe(false);
    const { django: _gone, ...others } = a.services;
    expect(sameVersion(a, { ...a, services: others })).toBe(false);
    const image = tagOf("flask", "a");
    const flask = { image, id: `sha256:${image}`, release: [] };
    expect(sameVersion(a, { ...a, services: { ...a.services, flask } })).toBe(false);
  });

  it.each([
    ["gaara-django:0123456789abcdef", "1", "gaara-django:0123456789abcdef", "2", true],
    ["registry.example.com/django:latest", "1", "registry.example.com/django:latest", "2", false],
    ["registry.example.com/django:latest", "1", "registry.example.com/django:other", "1", true],
    ["registry.example.com/django:1", "1", "registry.example.com/django:1", "", true],
    ["gaara-django:0123456789abcdef", "", "gaara-django:fedcba9876543210", "", false],
  ])("know an image by its content: %s %s, %s %s", (image, id, other, otherId, same) => {
    expect(sameImage({ image, id, release: [] }, { image: other, id: otherId, release: [] })).toBe(same);
  });

  it("come back from text, without what this program does not know", () => {
    const text = versionsText([b, a]);
    expect(parseVersions(text)).toEqual([b, a]);
    expect(parseVersions(text.replace('"debug"', '"debugging"'))).toEqual([a]);
  });

  it.each(["", "{", "{}", '[{"time":"yesterday"}]'])("are none in %j", (text) => {
    expect(parseVersions(text)).toEqual([]);
  });
});
