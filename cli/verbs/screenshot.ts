import { exitCode } from "../exit-code.ts";
import { stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "screenshot",
  summary: "pictures of a running stack's page for docs/",
  heading: "Work on the project",
  options: { stack: stackOption },
  async run(context, { stack }) {
    const { screenshot } = await import("../docs/screenshot.ts");
    await screenshot(context, stack);
    return exitCode.good;
  },
});
