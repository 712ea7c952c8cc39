import { exitCode } from "../exit-code.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "ci stacks",
  summary: "names of the stacks that have a settings file, as the output `stacks`",
  heading: "Workflows",
  page: "docs/ci.md",
  options: {},
  async run(context) {
    const { stacks } = await import("../ci/stacks.ts");
    stacks(context);
    return exitCode.good;
  },
});
