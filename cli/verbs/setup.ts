import { exitCode } from "../exit-code.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "setup",
  summary: "installs the tool chain alone; prints the variables for a plain `pulumi up`",
  heading: "Run a stack",
  options: {},
  async run(context) {
    const { setup, variableLines } = await import("../setup/setup.ts");
    await setup(context);
    context.output.line(variableLines(context.environment));
    return exitCode.good;
  },
});
