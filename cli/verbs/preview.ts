import { flag, jsonOption, path, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "preview",
  summary: "what an update would change, as a comment for a pull request; exit code 3 if it can lose data",
  heading: "Change a stack",
  page: "docs/previews.md",
  options: {
    stack: stackOption,
    markdown: path("<file>", "writes the comment to a file"),
    json: jsonOption,
    allowDataLoss: flag("losing data is meant: exit code 0"),
  },
  async run(context, options) {
    const { preview } = await import("../preview/preview.ts");
    return preview(context, options);
  },
});
