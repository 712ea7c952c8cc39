import { describe, expect, it } from "vitest";
import { catalogueOf } from "../../config/catalogue.ts";
import { connectionLimit } from "../../config/databases.ts";
import { portTable } from "../../config/ports.ts";
import { services } from "../../config/services/index.ts";
import { isOneOfEight, others } from "./eight.ts";
import { problems, settingsOf } from "./tables.ts";

describe("a stack's catalogue", () => {
  it("is the one of the reference services where nothing else is said", () =>
    expect(catalogueOf(settingsOf({}))).toEqual(services));

  it("takes what an own image says, and keeps the rest", () => {
    const { django } = catalogueOf(
      settingsOf({
        images: {
          django: {
            context: "../gaara_erp",
            port: 9000,
            health: "/ping",
            release: [],
            volumes: { media: "/data/uploads" },
            private: { media: ["invoices/"] },
            secrets: "environment",
            uploads: ["/api/import"],
            logIns: ["/api/log-in/"],
          },
        },
      }),
    );
    expect(django).toEqual({
      ...services.django,
      own: true,
      port: 9000,
      probe: { kind: "http", path: "/ping" },
      release: [],
      jobsAtOnce: [],
      mounts: [{ volume: "media", path: "/data/uploads", private: ["invoices/"] }],
      secrets: "environment",
      uploads: ["/api/import"],
      logIns: ["/api/log-in/"],
    });
  });

  it("has no private folders of an own image but those that it says: nobody else could open them", () => {
    const folders = (django: object) =>
      catalogueOf(settingsOf({ images: { django: { context: "a", ...django } } })).django.mounts.map(
        (mount) => [mount.volume, mount.private],
      );
    expect(folders({})).toEqual([
      ["static", undefined],
      ["media", undefined],
    ]);
    expect(folders({ volumes: { media: "/data" }, private: { media: ["uploads/"] } })).toEqual([
      ["media", ["uploads/"]],
    ]);
  });

  it("has no container, no port and no job of a service under development", () => {
    const settings = settingsOf({ develop: ["django", "frontend"] });
    const catalogue = catalogueOf(settings);
    expect(catalogue.django).toMatchObject({ developed: true, published: [], release: [] });
    expect(portTable(catalogue, settings).map(({ host }) => host)).toEqual(
      [
        ...[80, 443, 5001, 5101, 5601, 6375, 10502],
        ...others.flatMap(([, { published }]) => published.map(({ host }) => host)),
      ].sort((a, b) => a - b),
    );
    expect(problems({ develop: ["django", "frontend"] })).toEqual([]);
  });
});

describe("a stack's catalogue refuses", () => {
  it("private folders of a volume that nginx does not serve", () =>
    expect(problems({ images: { ml: { context: "a", private: { models: ["x/"] } } } })).toEqual([
      "gaara:images.ml.private.models: found folders of a volume that nginx does not mount, expected one of static or media",
    ]));

  it("development outside mode dev", () =>
    expect(problems({ appMode: "staging", develop: ["ai"] })).toEqual([
      "gaara:develop: found ai in mode staging, expected nothing: only a stack of mode dev leads to servers outside it",
    ]));

  it("uploads and log-ins of an own image that no route leads to", () =>
    expect(
      problems({ images: { flask: { context: "a", uploads: ["/import"], logIns: ["/api/a", "/log-in"] } } }),
    ).toEqual([
      "gaara:images.flask.uploads[0]: found /import, expected a path that a route leads to: /api/, or below it",
      "gaara:images.flask.logIns[1]: found /log-in, expected a path that a route leads to: /api/, or below it",
    ]));

  it("another contract of a store or of the edge", () =>
    expect(problems({ images: { postgres: { reference: "postgres:15", port: 5433 } } })).toEqual([
      "gaara:images.postgres.port: is fixed for postgres, expected only context and dockerfile, or reference: the program is wired to the official image's interface",
    ]));

  it("keys in Redis for a service that has no account there, and what is no pattern of keys", () => {
    const own = { reference: "registry.example.com/own:1" };
    const redis = ["celery*", "_kombu.*"];
    expect(problems({ images: { django: { ...own, redis }, flask: { ...own, redis: [] } } })).toEqual([]);
    expect(problems({ images: { ml: { ...own, redis } } }, isOneOfEight)).toEqual([
      "gaara:images.ml.redis: ml has no account in Redis, expected it of django or flask only",
    ]);
    expect(() => problems({ images: { django: { ...own, redis: ["x +@all"] } } })).toThrow(
      /found \\"x \+@all\\", expected a pattern of Redis' keys: /,
    );
  });

  it("more replicas than PostgreSQL has connections for while two versions run", () => {
    expect(problems({ replicas: { django: 2, flask: 2 } }, isOneOfEight)).toEqual([]);
    expect(problems({ replicas: { django: 4, flask: 4 } }, isOneOfEight)).toEqual([
      "gaara:replicas: need 260 database connections while an update runs two versions, expected 180 at most; set fewer replicas",
    ]);
  });
});

describe("a login's connection limit", () => {
  it("lets every worker of two versions in, and a release job with its lock", () => {
    expect(connectionLimit("django", services.django, settingsOf({ replicas: { django: 3 } }))).toBe(98);
    expect(connectionLimit("frontend", services.frontend, settingsOf({}))).toBe(0);
  });
});
