import { succeeded } from "../exit-code.ts";
import { flag, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "stop",
  summary: "removes a stack's containers and network; its data and the secrets that open it stay",
  heading: "Run a stack",
  options: { stack: stackOption, volumes: flag("removes the data and the secrets too") },
  async run(context, options) {
    const { stop } = await import("../lifecycle/stop.ts");
    return succeeded(await stop(context, options));
  },
});
