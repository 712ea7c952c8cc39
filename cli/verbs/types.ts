import { definePassThrough } from "../verb.ts";

export default definePassThrough({
  name: "types",
  summary: "the type check",
  heading: "Work on the project",
  async run(_context, args) {
    const { runPackaged } = await import("../setup/packaged-command.ts");
    return runPackaged("tsc", ["--noEmit", ...args]);
  },
});
