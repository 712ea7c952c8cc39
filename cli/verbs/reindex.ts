import { exitCode } from "../exit-code.ts";
import { stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "reindex",
  summary: "rebuilds the indexes whose sort order has changed under the data, while everybody works",
  heading: "Look after a stack",
  page: "docs/runbook.md#the-sort-order-has-changed",
  options: { stack: stackOption },
  async run(context, { stack }) {
    const { settingsOf } = await import("../deployment/stack-file.ts");
    const { reindexStack } = await import("../reindex/reindex.ts");
    settingsOf(stack, context.project);
    await reindexStack(context, stack);
    return exitCode.good;
  },
});
