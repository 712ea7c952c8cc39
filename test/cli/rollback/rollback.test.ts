import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { applicationKeys } from "../../../config/settings.ts";
import type { Version } from "../../../model/versions.ts";
import { missingImages, nginxOf } from "../../../cli/rollback/kept.ts";
import { withSettings } from "../../../cli/deployment/stack-settings.ts";
import { keptAfter, targetOf, type Situation, type Target } from "../../../cli/rollback/target.ts";
import { changes, ending, notReversed, versionTable } from "../../../cli/rollback/rollback-text.ts";
import { fakeEngine, type FakeEngine } from "../../engine/unit/fake-engine.ts";
import { tagOf, version } from "../../config/version.ts";
import { settings } from "../checks/context.ts";

const [a, b, c] = [version("a", { logLevel: "ERROR" }), version("b"), version("c")];

/** A stack whose sources give the images of `sources`, in the newest of `kept`. */
function target(
  kept: readonly Version[],
  { sources = "c", ...changed }: Partial<Situation> & { readonly sources?: string } = {},
): Target | undefined {
  return targetOf({
    present: kept[0]?.settings ?? settings(),
    kept,
    failed: false,
    namesOf: ({ images }) =>
      Object.fromEntries(
        applicationKeys.map((key) => [
          key,
          images[key]?.reference ?? tagOf(key, key === "django" || key === "flask" ? sources : "e"),
        ]),
      ),
    ...changed,
  });
}

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("there is none");
  return value;
};

describe("the way back", () => {
  it("leads to the version before, with its settings, images named as the engine has them", () => {
    const { to, left, pinned } = must(target([c, a, b]));
    expect(to.settings).toEqual({
      ...a.settings,
      images: { django: { reference: tagOf("django", "a") }, flask: { reference: tagOf("flask", "a") } },
    });
    expect(to.services).toEqual(a.services);
    expect(pinned).toEqual(["django", "flask"]);
    expect(left).toEqual([a, b]);
  });

  it("names no image that the sources give anyway", () => {
    const { to, pinned } = must(target([c, a], { sources: "a" }));
    expect(to.settings).toEqual(a.settings);
    expect(pinned).toEqual([]);
  });

  it("keeps what is other about an image of the operator's own, and the jobs of then", () => {
    const own = { context: "../erp", dockerfile: "D", port: 81, release: [] };
    const old = version("a", { images: { django: own } });
    const jobs = [{ name: "older", command: ["true"] }];
    const services = { ...old.services, flask: { ...must(old.services.flask), release: jobs } };
    const { to } = must(target([c, { ...old, services }]));
    expect(to.settings.images).toEqual({
      django: { port: 81, reference: tagOf("django", "a"), release: [...must(old.services.django).release] },
      flask: { reference: tagOf("flask", "a"), release: jobs },
    });
  });

  it("is there only where something earlier is kept", () => {
    expect(target([])).toBeUndefined();
    expect(target([c])).toBeUndefined();
    expect(target([c, version("a", {}, "c")], { service: "flask" })).toBeUndefined();
    expect(target([c, b], { service: "ai" })).toBeUndefined();
  });

  it("leads one service to its last other image, and leaves the settings and the others", () => {
    const between = version("c", { logLevel: "DEBUG" }, "b");
    const { to, from, left } = must(target([c, between, a], { service: "django" }));
    expect(to.settings).toEqual({ ...c.settings, images: { django: { reference: tagOf("django", "a") } } });
    expect(to.services).toEqual({ ...c.services, django: a.services.django });
    expect(from).toEqual(c);
    expect(left).toEqual([a]);
  });

  it("leads one service back where only its contract was another", () => {
    const other = version("c", { images: { django: { context: "x", port: 81 } } });
    const { to } = must(target([c, other], { service: "django" }));
    expect(to.settings.images).toEqual({ django: { context: "x", port: 81 } });
  });

  it("leads from an update that failed to what was healthy before it", () => {
    const failed = { sources: "f", failed: true };
    expect(must(target([c, b], failed)).to.services).toEqual(c.services);
    expect(must(target([c, b], { ...failed, service: "django" })).to.services.django).toEqual(
      c.services.django,
    );
    // The file says what is healthy already, or nothing was tried yet.
    expect(must(target([c, b], { failed: true })).to.services).toEqual(b.services);
    expect(must(target([c, b], { sources: "f" })).to.services).toEqual(b.services);
  });
});

describe("what is kept after the return", () => {
  it("is the version as it was recorded, and those before it", () => {
    const way = must(target([c, b, a]));
    const again = { ...b, time: "2027-01-01T00:00:00.000Z", settings: way.to.settings };
    expect(keptAfter([again, c, b], way)).toEqual([b, a]);
    expect(keptAfter([], way)).toEqual([b, a]);
  });

  it("is a mixed version first where one service went back", () => {
    const mixed = version("b", {}, "c");
    expect(keptAfter([mixed, c, b], must(target([c, b, a], { service: "django" })))).toEqual([mixed, b, a]);
  });
});

describe("a stack's file", () => {
  const text = `# ours
config:
  aws:region: x # kept
  gaara:logLevel: WARNING # noisy
  gaara:openaiApiKey:
    secure: AAAB
  gaara:images:
    # the shop
    django:
      context: ../shop
      port: 81
    flask:
      context: ../inventory # stays
  gaara:tls:
    redirect: true
encryptionsalt: v1:abc
`;
  const from = settings({
    logLevel: "WARNING",
    images: { django: { context: "../shop", port: 81 }, flask: { context: "../inventory" } },
    tls: { redirect: true },
  });

  it("changes where the settings do, with comments and secrets as they are", () => {
    const to = settings({
      logLevel: "ERROR",
      images: { django: { reference: "gaara-django:1", port: 81 }, flask: { context: "../inventory" } },
      replicas: { flask: 2 },
    });
    expect(withSettings(text, from, to)).toBe(`# ours
config:
  aws:region: x # kept
  gaara:logLevel: ERROR # noisy
  gaara:openaiApiKey:
    secure: AAAB
  gaara:images:
    # the shop
    django:
      port: 81
      reference: gaara-django:1
    flask:
      context: ../inventory # stays
  gaara:replicas:
    flask: 2
encryptionsalt: v1:abc
`);
  });

  it("says nothing of what is the default", () => {
    expect(parse(withSettings(text, from, settings()))).toEqual({
      config: { "aws:region": "x", "gaara:openaiApiKey": { secure: "AAAB" } },
      encryptionsalt: "v1:abc",
    });
  });

  it.each(["", "config:\n", "# only a comment\n"])("may have been empty: %j", (empty) => {
    const to = settings({ logLevel: "ERROR", superuser: { username: "boss" } });
    expect(parse(withSettings(empty, settings(), to))).toEqual({
      config: { "gaara:logLevel": "ERROR", "gaara:superuser": { username: "boss" } },
    });
  });

  it("is the same text where nothing differs", () => {
    expect(withSettings(text, from, from)).toBe(text);
  });
});

describe("what is said of a return", () => {
  const change = must(target([c, a]));

  it("names images and settings, and the jobs that were not reversed", () => {
    expect(changes(change)).toEqual([
      `django: ${tagOf("django", "a")} instead of ${tagOf("django", "c")}`,
      `flask: ${tagOf("flask", "a")} instead of ${tagOf("flask", "c")}`,
      "logLevel: ERROR instead of INFO",
    ]);
    expect(notReversed(change)).toEqual(["django (migrate, collectstatic, superuser)", "flask (db-upgrade)"]);
    expect(ending({ stack: "prod" }, change)).toBe(
      [
        "The stack prod is back at what was healthy since 2026-01-01 12:00:00 UTC.",
        "Schemas and data were not reversed: other release jobs have run since, of django (migrate, collectstatic, superuser), flask (db-upgrade). What they changed is still so.",
        "gaara:images.django, gaara:images.flask in Pulumi.prod.yaml name images of then: edits of the sources do nothing there until that is taken out.",
        "Forward again: git checkout Pulumi.prod.yaml, or undo by hand what is listed above; then npm start -- --stack prod. Once more back: the same command again.",
      ].join("\n"),
    );
  });

  it("is silent about jobs and images where only a setting went back", () => {
    const setting = must(target([c, version("c", { corsOrigins: ["http://a.example"] })]));
    expect(changes(setting)).toEqual([
      'corsOrigins: ["http://a.example"] instead of ["http://localhost:5505"]',
    ]);
    expect(ending({ stack: "dev", service: "ml" }, setting).split("\n")).toEqual([
      "ml of the stack dev is back at what was healthy since 2026-01-03 12:00:00 UTC.",
      expect.stringMatching(/^Forward again: /),
    ]);
  });

  it("is a table of the versions, * at the present one", () => {
    const lines = versionTable([c, a]).split("\n");
    expect(lines.find((line) => line.includes("*"))).toContain("2026-01-03 12:00:00 UTC");
    expect(lines.find((line) => line.includes("2026-01-01 12:00:00 UTC"))).toContain(
      `django: ${tagOf("django", "a")} instead of`,
    );
  });
});

describe("the engine", () => {
  let fake: FakeEngine;
  beforeEach(async () => {
    fake = await fakeEngine();
  });
  afterEach(() => fake.close());

  it("is asked for the images of then before anything is changed", async () => {
    const { to } = must(target([c, a]));
    const with_ = (image: string) => ({
      to: { ...to, services: { django: { image, id: "sha256:1", release: [] } } },
      pinned: ["django"],
    });
    const latest = "registry.example.com/django:latest";
    expect(await missingImages(fake.engine, with_(`registry.example.com/django@sha256:1`))).toEqual([]);
    fake.lists = { [`/images/${tagOf("django", "a")}/json`]: "" };
    expect(await missingImages(fake.engine, with_(tagOf("django", "a")))).toEqual([
      `django: the image ${tagOf("django", "a")} is not on the engine any more`,
    ]);
    fake.lists = { [`/images/${latest}/json`]: { Id: "sha256:2" } };
    expect(await missingImages(fake.engine, with_(latest))).toEqual([
      `django: the tag ${latest} has another image by now, expected sha256:1`,
    ]);
    fake.lists = { [`/images/${latest}/json`]: { Id: "sha256:1" } };
    expect(await missingImages(fake.engine, with_(latest))).toEqual([]);
  });

  it("has no versions of a stack that is not up", async () => {
    fake.lists = { "/containers/json": [] };
    await expect(nginxOf(fake.engine, "prod")).rejects.toThrow(
      "stack prod: is not up; bring it up with: npm start -- --stack prod",
    );
    fake.lists = { "/containers/json": [{ Id: "c1" }] };
    expect((await nginxOf(fake.engine, "prod")).id).toBe("c1");
  });
});
