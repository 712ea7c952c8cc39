import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { examinationText, examine } from "../../../cli/doctor/examine.ts";
import type { FindingKind } from "../../../cli/doctor/finding.ts";
import { findings } from "../../../cli/doctor/findings.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";
import { testPatient } from "../findings/patient.ts";

const filesIn = (folder: string, ending: string): readonly string[] =>
  globSync(`${folder}/*${ending}`, { cwd: projectFolder })
    .map((path) => basename(path, ending))
    .sort();

/** The anchors of the runbook's headings, as GitHub makes them. */
const anchors = [...readFileSync(join(projectFolder, "docs/runbook.md"), "utf8").matchAll(/^#+ (.+)$/gm)].map(
  ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
);

describe("the findings", () => {
  it("are one file each, with a test", () => {
    const names = findings.map(({ name }) => name).sort();
    expect(filesIn("cli/findings", ".ts")).toEqual(names);
    expect(filesIn("test/cli/findings", ".test.ts")).toEqual(names);
  });

  it.each(findings)("$name has a section of the runbook", ({ page }) => {
    expect(anchors).toContain(page.slice("docs/runbook.md#".length));
  });
});

const kind = (name: string, needsEngine: boolean, found: readonly string[]): FindingKind => ({
  name,
  title: `Title of ${name}`,
  page: "docs/runbook.md#state",
  needsEngine,
  look: () => Promise.resolve(found.map((text) => ({ found: text, next: "do something" }))),
});

describe("an examination", () => {
  it("has every finding with the words of its kind", async () => {
    const kinds = [kind("one", false, ["a", "b"]), kind("two", true, []), kind("three", true, ["c"])];
    const diagnoses = await examine(await testPatient(), kinds);
    expect(diagnoses.map(({ name, found }) => [name, found])).toEqual([
      ["one", "a"],
      ["one", "b"],
      ["three", "c"],
    ]);
    expect(examinationText("dev", diagnoses.slice(2))).toBe(
      "Title of three\n  c\n  Next: do something\n  See:  docs/runbook.md#state",
    );
  });

  it("asks nothing of an engine that does not answer", async () => {
    const kinds = [
      kind("engine-silent", false, ["a"]),
      kind("two", true, ["b"]),
      kind("three", false, ["c"]),
    ];
    const diagnoses = await examine(await testPatient(), kinds);
    expect(diagnoses.map(({ name }) => name)).toEqual(["engine-silent", "three"]);
  });

  it("says when nothing was found", () => {
    expect(examinationText("dev", [])).toBe("Nothing was found wrong with the stack dev.");
  });
});
