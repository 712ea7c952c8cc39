import { succeeded } from "../exit-code.ts";
import { flag, requiredText } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "staging sweep",
  summary: "removes the stacks that nobody has brought up for a while",
  heading: "Run a stack",
  page: "docs/staging.md",
  options: {
    olderThan: requiredText("<age>", "for example 3d or 12h"),
    dryRun: flag("only says which stacks would go"),
  },
  stackOfEngine: () => "staging",
  async run(context, { olderThan, dryRun }) {
    const { parseAge } = await import("../staging/times.ts");
    const { sweep } = await import("../staging/sweep.ts");
    return succeeded(await sweep(context, { olderThan: parseAge(olderThan), dryRun }));
  },
});
