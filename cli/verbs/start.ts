import { succeeded } from "../exit-code.ts";
import { stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "start",
  summary: "brings a stack up from whatever there is, verifies it, and shows its addresses",
  heading: "Run a stack",
  options: { stack: stackOption },
  async run(context, { stack }) {
    const { start } = await import("../lifecycle/start.ts");
    return succeeded(await start(context, stack));
  },
});
