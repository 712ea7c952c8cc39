import { exitCode } from "../exit-code.ts";
import { argument } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "ci staged",
  summary: "the pull request's one comment about its staging copy",
  heading: "Workflows",
  page: "docs/ci.md",
  arguments: { branch: argument("the branch that it was made for") },
  options: {},
  async run(context, { branch }) {
    const { staged } = await import("../ci/staged.ts");
    await staged(context, branch);
    return exitCode.good;
  },
});
