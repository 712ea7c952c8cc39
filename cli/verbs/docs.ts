import { exitCode } from "../exit-code.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "docs",
  summary: "brings the generated tables of README.md and docs/ up to date",
  heading: "Work on the project",
  options: {},
  async run({ output, project, verbs }) {
    const { updatePages } = await import("../docs/pages.ts");
    const updated = updatePages(project, await verbs());
    for (const path of updated) output.line(`updated ${path}`);
    if (updated.length === 0) output.line("All pages are up to date.");
    return exitCode.good;
  },
});
