import { exitCode } from "../exit-code.ts";
import { argument, jsonOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "staging up",
  summary: "brings the stack of a branch up, or up to date; its address is the last line",
  heading: "Run a stack",
  page: "docs/staging.md",
  arguments: { name: argument("the branch, or any other name") },
  options: { json: jsonOption },
  stackOfEngine: () => "staging",
  async run(context, { name, json }) {
    const { up } = await import("../staging/up.ts");
    const staged = await up(context, name);
    if (staged === undefined) return exitCode.failed;
    if (json) context.output.json(staged);
    else context.output.line(staged.url);
    return exitCode.good;
  },
});
