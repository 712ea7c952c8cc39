import { definePassThrough } from "../verb.ts";

export default definePassThrough({
  name: "engine",
  summary: "tests on real containers",
  heading: "Work on the project",
  async run(_context, args) {
    const { runPackaged } = await import("../setup/packaged-command.ts");
    return runPackaged("vitest", ["run", "--project=engine*", ...args]);
  },
});
