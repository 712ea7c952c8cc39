import { exitCode } from "../exit-code.ts";
import { requiredPath, requiredText } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "ci comment",
  summary: "writes or edits the pull request's one comment about something",
  heading: "Workflows",
  page: "docs/ci.md",
  options: {
    about: requiredText("<subject>", "the subject of the comment"),
    file: requiredPath(
      "<markdown>",
      "its text; if the file is missing, the comment says that the step which should have written it failed",
    ),
  },
  async run(context, options) {
    const { comment } = await import("../ci/comment.ts");
    await comment(context, options);
    return exitCode.good;
  },
});
