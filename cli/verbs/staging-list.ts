import { exitCode } from "../exit-code.ts";
import { jsonOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "staging list",
  summary: "age, owner, address and health of every ephemeral stack",
  heading: "Run a stack",
  page: "docs/staging.md",
  options: { json: jsonOption },
  stackOfEngine: () => "staging",
  async run(context, { json }) {
    const { listedStacks, tableOf } = await import("../staging/list.ts");
    const stacks = await listedStacks(context);
    if (json) context.output.json(stacks);
    else context.output.line(tableOf(stacks, Date.now()));
    return exitCode.good;
  },
});
