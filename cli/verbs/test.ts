import { succeeded } from "../exit-code.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "test",
  summary: "set-up and every test; ends with one line of counts",
  heading: "Work on the project",
  options: {},
  async run(context) {
    const { testRun } = await import("../test-run/test-run.ts");
    return succeeded(await testRun(context));
  },
});
