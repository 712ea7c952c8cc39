import { exitCode, succeeded } from "../exit-code.ts";
import { flag, optionalArgument, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "rollback",
  summary: "back to the last version that was healthy: images and settings, or one application's image",
  heading: "Change a stack",
  page: "docs/runbook.md#going-back-to-the-version-before",
  arguments: {
    service: optionalArgument("the only application whose image goes back; otherwise all, and the settings"),
  },
  options: {
    stack: stackOption,
    list: flag("only shows the versions that are kept, with * at the present one"),
  },
  async run(context, { stack, service, list }) {
    const { listVersions, rollback } = await import("../rollback/rollback.ts");
    if (!list) return succeeded(await rollback(context, { stack, service }));
    await listVersions(context, stack);
    return exitCode.good;
  },
});
