import { definePassThrough } from "../verb.ts";

export default definePassThrough({
  name: "unit",
  summary: "tests without an engine, with coverage",
  heading: "Work on the project",
  async run(_context, args) {
    const { runPackaged } = await import("../setup/packaged.ts");
    return runPackaged("vitest", ["run", "--project", "unit", "--coverage", ...args]);
  },
});
