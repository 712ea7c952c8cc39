import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepVersions, keptVersions, recordVersion } from "../../../engine/nginx/kept-versions.ts";
import { imageNames } from "../../../engine/images/image-sources.ts";
import { proven, type VersionArgs } from "../../../components/version.ts";
import { services } from "../../../config/services/index.ts";
import { versionsText } from "../../../model/versions.ts";
import { version } from "../../config/version.ts";
import { fakeEngine, type FakeEngine } from "./fake-engine.ts";
import { collect, settingsOf, valueOf } from "../../components/mocks.ts";

const file = "/etc/nginx/gaara/versions.json";
const [a, b] = [version("a"), version("b")];

let fake: FakeEngine;
beforeEach(async () => {
  fake = await fakeEngine();
});
afterEach(() => fake.close());

const nginx = () => fake.engine.container("c1");

describe("a stack's versions", () => {
  it("are none before the first one, and the newest comes first", async () => {
    expect(await keptVersions(nginx())).toEqual([]);
    await recordVersion(nginx(), a);
    expect(fake.archives).toHaveLength(1);
    expect(fake.archives[0]).toMatch(/^\.versions\.json\.new\0/);
    expect(fake.archives[0]).toContain(versionsText([a]));
    fake.files[file] = versionsText([a]);
    await recordVersion(nginx(), b);
    expect(fake.archives[1]).toContain(versionsText([b, a]));
  });

  it.each(["", "\0\0\0", versionsText([a]).slice(0, 40)])(
    "come from their copy where the file is %j",
    async (damaged) => {
      fake.files[file] = damaged;
      fake.files["/etc/nginx/gaara/copy/versions.json"] = versionsText([a]);
      expect(await keptVersions(nginx())).toEqual([a]);
      fake.files["/etc/nginx/gaara/copy/versions.json"] = damaged;
      expect(await keptVersions(nginx())).toEqual([]);
    },
  );

  it("are written without a copy into an nginx that does not run", async () => {
    fake.refusals["POST /containers/c1/exec"] = 409;
    await keepVersions(nginx(), [a]);
    expect(fake.archives.map((archive) => archive.split("\0")[0])).toEqual([
      ".versions.json.new",
      "versions.json",
    ]);
  });

  it("are not written when nothing is new", async () => {
    fake.files[file] = versionsText([b, a]);
    await recordVersion(nginx(), { ...b, time: "2027-01-01T00:00:00.000Z" });
    expect(fake.archives).toEqual([]);
  });

  it("are written as they are told", async () => {
    await keepVersions(nginx(), [a]);
    expect(fake.archives[0]).toContain(versionsText([a]));
  });

  it("fail where the engine does", async () => {
    const container = nginx();
    await fake.close();
    await expect(container.readFile(file)).rejects.toThrow(/ENOENT/);
    fake = await fakeEngine();
  });
});

/** The arguments of the last gate in a stack with Django alone. */
const args = (live: pulumi.Output<string>): VersionArgs =>
  ({
    engine: fake.engine,
    settings: settingsOf(),
    images: { ids: { django: pulumi.output("sha256:1") }, names: { django: "gaara-django:1" } },
    applications: { django: { definition: services.django } },
    nginx: { containers: [{ id: pulumi.output("c1") }], live },
    after: [],
  }) as unknown as VersionArgs;

describe("the last gate of an update", () => {
  it("records what was proven", async () => {
    collect(false);
    expect(await valueOf(proven(args(pulumi.output("passed"))))).toBe("passed");
    const [archive = ""] = fake.archives;
    expect(archive).toContain('"image": "gaara-django:1"');
    expect(archive).toContain('"id": "sha256:1"');
    expect(archive).toContain('"name": "migrate"');
  });

  it("records nothing in a preview", async () => {
    collect(true);
    expect(await valueOf(proven(args(pulumi.output("passed"))))).toBe("passed");
    expect(fake.archives).toEqual([]);
  });

  it("records nothing before the other gates are passed", async () => {
    collect(false);
    const { promise, resolve } = Promise.withResolvers<string>();
    const gate = valueOf(proven(args(pulumi.output(promise))));
    await new Promise((done) => setTimeout(done, 50));
    expect(fake.archives).toEqual([]);
    resolve("passed");
    await gate;
    expect(fake.archives).toHaveLength(1);
  });
});

describe("names of images", () => {
  it("are what an update would give them, one without a build context has none", () => {
    const names = imageNames(
      settingsOf({ images: { django: { context: "nowhere" }, flask: { reference: "flask:1" } } }),
    );
    expect(names.django).toBeUndefined();
    expect(names.flask).toBe("flask:1");
    expect(names.ml).toMatch(/^gaara-ml:[0-9a-f]{16}$/);
  });
});
