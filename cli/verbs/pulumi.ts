import { definePassThrough } from "../verb.ts";

export default definePassThrough({
  name: "pulumi",
  summary: "the pinned Pulumi with its environment: up, preview, destroy, stack output …",
  heading: "Change a stack",
  ownHelp: true,
  async stackOfEngine(args) {
    const { stackOfEngine } = await import("../deployment/pulumi-command.ts");
    return stackOfEngine(args);
  },
  async run(context, args) {
    const { pulumi } = await import("../deployment/pulumi-command.ts");
    return pulumi(context, args);
  },
});
