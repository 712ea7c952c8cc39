import { succeeded } from "../exit-code.ts";
import { argument, stackOption, text } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "unlock",
  summary: "lets an account log in again after too many failures",
  heading: "Look after a stack",
  page: "docs/runbook.md#too-many-failed-log-ins",
  arguments: { account: argument("the account's user name") },
  options: {
    stack: stackOption,
    address: text("<ip>", "where the account is to pass, however many others fail there and elsewhere"),
  },
  async run(context, options) {
    const { settingsOf } = await import("../deployment/stack-file.ts");
    const { unlock } = await import("../unlock/unlock.ts");
    settingsOf(options.stack, context.project);
    return succeeded(await unlock(context, options));
  },
});
