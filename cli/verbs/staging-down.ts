import { succeeded } from "../exit-code.ts";
import { argument } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "staging down",
  summary: "removes the stack of a branch with everything that belongs to it",
  heading: "Run a stack",
  page: "docs/staging.md",
  arguments: { name: argument("as `up` was told, or the stack's name as `list` has it") },
  options: {},
  stackOfEngine: () => "staging",
  async run(context, { name }) {
    const { down } = await import("../staging/down.ts");
    return succeeded(await down(context, name));
  },
});
