import { describe, expect, it } from "vitest";
import { imagesBefore, ownImages, type ImageFacts } from "../../../cli/staging/own-images.ts";

const image = (name: string, ...layers: string[]): ImageFacts => ({
  id: `sha256:${name}`,
  tags: [name],
  layers,
});
const base = image("gaara-base:1", "b");
const ai = image("gaara-ai:1", "b", "a");
const names = [base, ai].flatMap(({ tags }) => tags);

interface Case {
  readonly all?: readonly ImageFacts[];
  readonly before?: readonly string[];
  readonly containers?: readonly string[];
  readonly others?: readonly string[];
}
const own = ({ all = [base, ai], before = [], containers = [], others = [] }: Case) =>
  ownImages(names, all, new Set(before), {
    containers: new Set(containers),
    known: (name) => others.includes(name),
  });

describe("a stack's own images", () => {
  it("are those that nothing else needs, the ones on top first", () =>
    expect(own({})).toEqual(["gaara-ai:1", "gaara-base:1"]));

  it.each<[string, Case, readonly string[]]>([
    ["that were there before the stack", { before: names }, []],
    ["of a container, and what they are built upon", { containers: [ai.id] }, []],
    ["of another stack's state", { others: ["gaara-base:1"] }, ["gaara-ai:1"]],
    ["that another image is built upon", { all: [base, ai, image("gaara-ml:1", "b", "m")] }, ["gaara-ai:1"]],
    ["that are gone already", { all: [base] }, ["gaara-base:1"]],
  ])("are not those %s", (_, given, expected) => expect(own(given)).toEqual(expected));

  it("are those too that have lost their name to an equal one, and those keep nothing", () => {
    const unnamed = { ...ai, id: "sha256:first", tags: [] };
    const all = [base, ai, unnamed];
    const usage = { containers: new Set<string>(), known: () => false };
    expect(ownImages([...names, unnamed.id, ai.id], all, new Set(), usage)).toEqual([
      "gaara-ai:1",
      "sha256:first",
      "gaara-base:1",
    ]);
  });

  it("lose one of two names, and then still carry the other one's layers", () => {
    const twice = { ...ai, tags: ["gaara-ai:1", "gaara-ai:mine"] };
    expect(own({ all: [base, twice] })).toEqual(["gaara-ai:1"]);
  });
});

describe("images before a stack", () => {
  const present = ["gaara-base:1", "gaara-ai:1", "gaara-ai:2"];

  it("are those that it finds", () => expect(imagesBefore(present, [])).toEqual(present));

  it("are not those that another copy has built: they go with the last of both", () => {
    const other = { built: ["gaara-base:1", "gaara-ai:2"], before: ["gaara-base:1", "gaara-ai:1"] };
    expect(imagesBefore(present, [other])).toEqual(["gaara-base:1", "gaara-ai:1"]);
  });
});
