import { definePassThrough } from "../verb.ts";

export default definePassThrough({
  name: "unit",
  summary: "tests without an engine; all of them with coverage",
  heading: "Work on the project",
  async run(_context, args) {
    const { runPackaged } = await import("../setup/packaged-command.ts");
    // A part of the tests covers a part of the code, and would miss the threshold of the whole.
    const coverage = args.length === 0 ? ["--coverage"] : [];
    return runPackaged("vitest", ["run", "--project", "unit", ...coverage, ...args]);
  },
});
