import { definePassThrough } from "../verb.ts";

export default definePassThrough({
  name: "workflows",
  summary: "actionlint over the workflows of GitHub",
  heading: "Work on the project",
  page: "docs/ci.md",
  async run(_context, args) {
    const { checkWorkflows } = await import("../ci/actionlint.ts");
    return checkWorkflows(args);
  },
});
