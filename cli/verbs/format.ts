import { definePassThrough } from "../verb.ts";

export default definePassThrough({
  name: "format",
  summary: "formats every file, or with --check says which are not formatted",
  heading: "Work on the project",
  async run(_context, args) {
    const { runPackaged } = await import("../setup/packaged-command.ts");
    return runPackaged("prettier", ["--write", ".", ...args]);
  },
});
