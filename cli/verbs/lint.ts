import { definePassThrough } from "../verb.ts";

export default definePassThrough({
  name: "lint",
  summary: "the linter",
  heading: "Work on the project",
  async run(_context, args) {
    const { runPackaged } = await import("../setup/packaged-command.ts");
    return runPackaged("eslint", [".", ...args]);
  },
});
