import { exitCode } from "../exit-code.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "setup",
  summary: "installs the tool chain alone; prints the variables for a plain `pulumi up`",
  heading: "Run a stack",
  options: {},
  async run({ output }) {
    const { setup, variableLines } = await import("../setup/setup.ts");
    await setup();
    output.line(variableLines());
    return exitCode.good;
  },
});
