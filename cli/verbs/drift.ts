import { flag, jsonOption, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "drift",
  summary: "what was changed by hand on the engine; exit code 2 when anything was",
  heading: "Look after a stack",
  page: "docs/drift.md",
  options: {
    stack: stackOption,
    fix: flag("changes back whatever can be changed back without losing data"),
    json: jsonOption,
  },
  async run(context, options) {
    const { drift } = await import("../drift/drift.ts");
    return drift(context, options);
  },
});
