import { partialEngine } from "../partial-engine.ts";
import { beforeEach, expect, it } from "vitest";
import { UnknownStackError } from "../../../cli/deployment/pulumi-process.ts";
import { fakeDeployment } from "../deployment/fake-pulumi.ts";
import type { FoundStack } from "../../../cli/staging/found.ts";
import { foundImages, removeOwnImages } from "../../../cli/staging/staging-images.ts";
import { noParts } from "../../../cli/staging/engine-parts.ts";

const ai = (hash: string) => `gaara-ai:${hash.repeat(16)}`;

/** States by stack; one without resources is gone when it is asked for. */
const states = new Map<string, readonly string[] | undefined>();

const deployment = fakeDeployment({
  output: ([, verb, , stack = ""]) => {
    if (verb === "ls") return Promise.resolve(JSON.stringify([...states.keys()].map((name) => ({ name }))));
    const images = states.get(stack);
    if (images === undefined) return Promise.reject(new UnknownStackError("no stack named"));
    const resources = images.map((name) => ({
      type: "docker:index/remoteImage:RemoteImage",
      outputs: { name },
    }));
    return Promise.resolve(JSON.stringify({ deployment: { resources } }, undefined, 4));
  },
});

let tags: string[];
const engine = partialEngine({
  containers: () => Promise.resolve([]),
  images: () => Promise.resolve(tags.map((tag) => ({ Id: tag, RepoTags: [tag] }))),
  image: (name: string) => ({
    inspect: () => Promise.resolve({ RootFS: { Layers: [name] } }),
    remove: () => Promise.resolve(tags.splice(tags.indexOf(name), 1).length > 0),
  }),
});

beforeEach(() => {
  states.clear();
  tags = [ai("a"), ai("b")];
});

it("removes a copy's images beside a stack that vanishes meanwhile, and none that another stack has", async () => {
  states.set("staging-gone", undefined);
  states.set("dev", [ai("b")]);
  expect(await removeOwnImages(deployment, engine, "staging-x", [...tags], new Set())).toEqual([ai("a")]);
  expect(tags).toEqual([ai("b")]);
});

it("does not count as found what another copy has built", async () => {
  states.set("staging-y", [ai("a"), ai("b")]);
  const copy = (stack: string, before: readonly string[]): FoundStack => ({
    stack,
    parts: noParts,
    registration: { before },
    settingsFile: false,
    state: { lastUpdate: undefined },
    foreign: undefined,
  });
  const others = [copy("staging-y", [ai("b")]), copy("staging-gone", [])];
  expect(await foundImages(deployment, engine, others)).toEqual([ai("b")]);
});
