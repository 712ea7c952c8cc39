import { exitCode } from "../exit-code.ts";
import { jsonOption, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "status",
  summary: "version, healthy replicas and restarts of each service; exit code 1 when one is not well",
  heading: "Look after a stack",
  options: { stack: stackOption, json: jsonOption },
  async run(context, { stack, json }) {
    const { stackStatus, statusText } = await import("../status/status.ts");
    const status = await stackStatus(context, stack);
    if (json) context.output.json(status);
    else context.output.line(statusText(status));
    return status.healthy ? exitCode.good : exitCode.failed;
  },
});
