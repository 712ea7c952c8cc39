import { requiredStack } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "ci drift",
  summary: "the verb drift, and one issue about its findings",
  heading: "Workflows",
  page: "docs/ci.md",
  options: { stack: requiredStack("the stack") },
  async run(context, { stack }) {
    const { drift } = await import("../ci/drift.ts");
    return drift(context, stack);
  },
});
