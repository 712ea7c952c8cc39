import { beforeEach, describe, expect, it } from "vitest";
import { forgetGone } from "../../../cli/deployment/forget-gone.ts";
import { partialEngine } from "../partial-engine.ts";
import { recordingOutput } from "../recording-output.ts";
import { fakeDeployment } from "./fake-pulumi.ts";

const labels = (role: string, service = "django") => [
  { label: "com.gaara.role", value: role },
  { label: "com.gaara.service", value: service },
];

const resource = (kind: string, id: string, name: string, rest: object = {}) => ({
  urn: `urn:${name}`,
  type: `docker:index/x:${kind}`,
  id,
  inputs: { name, ...rest },
});

const resources = [
  resource("Container", "c1", "django", { labels: labels("serving") }),
  resource("Container", "c2", "django-migrate", { labels: labels("migrate") }),
  resource("Container", "c3", "old", { labels: labels("serving") }),
  resource("Network", "n1", "network"),
  resource("Volume", "media", "media", { labels: labels("data") }),
  resource("Volume", "static", "static", { labels: labels("derived") }),
  { ...resource("RemoteImage", "sha256:i1name", "gaara-django:1"), outputs: { imageId: "sha256:i1" } },
].map((one) => (one.urn === "urn:old" ? { ...one, delete: true } : one));

const present = { containers: [""], networks: [""], volumes: [""], images: [""] };
const refreshed: string[][] = [];

const deployment = fakeDeployment({
  output: ([verb, ...args]) => {
    if (verb === "refresh") refreshed.push(args.filter((arg) => arg.startsWith("urn:")));
    return Promise.resolve(JSON.stringify({ deployment: { resources } }));
  },
});

const given = () => ({
  deployment,
  project: process.cwd(),
  output: recordingOutput(),
  engine: () =>
    Promise.resolve(
      partialEngine({
        containers: () =>
          Promise.resolve(present.containers.map((Id) => ({ Id, Labels: {}, Status: "Up", Names: [] }))),
        networks: () => Promise.resolve(present.networks.map((Id) => ({ Id }))),
        volumes: () => Promise.resolve(present.volumes.map((Name) => ({ Name }))),
        images: () => Promise.resolve(present.images.map((Id) => ({ Id, RepoTags: [] }))),
      }),
    ),
});

beforeEach(() => {
  refreshed.length = 0;
  Object.assign(present, {
    containers: ["c1", "c2"],
    networks: ["n1"],
    volumes: ["media", "static"],
    images: ["sha256:i1"],
  });
});

describe("what somebody has removed from the engine", () => {
  it("is nothing where everything is there", async () => {
    expect(await forgetGone(given(), "dev")).toBe(false);
    expect(refreshed).toEqual([]);
  });

  it("is forgotten by the state, and said", async () => {
    Object.assign(present, { containers: ["c9"], networks: [], volumes: ["media"], images: [] });
    const one = given();
    expect(await forgetGone(one, "dev")).toBe(true);
    expect(refreshed).toEqual([
      ["urn:django", "urn:django-migrate", "urn:network", "urn:static", "urn:gaara-django:1"],
    ]);
    expect(one.output.stdout()).toContain("django is gone from the engine, and is made again.");
  });

  it("is refused where it had data", async () => {
    present.volumes = ["static"];
    await expect(forgetGone(given(), "dev")).rejects.toThrow(
      "stack dev: gone from the engine, with the data in it: media; nothing was changed. Bring a backup back",
    );
    expect(refreshed).toEqual([]);
  });
});
