import { succeeded } from "../exit-code.ts";
import { jsonOption, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "verify",
  summary: "checks a running stack from the outside, and says where to look when something is wrong",
  heading: "Look after a stack",
  options: { stack: stackOption, json: jsonOption },
  async run({ engine, output }, { stack, json }) {
    const { setup } = await import("../setup/setup.ts");
    const { stackReport } = await import("../deployment/project-stack.ts");
    const { verification, verificationText } = await import("../checks/verify-stack.ts");
    await setup({ docker: false, quiet: true });
    const verified = await verification(await engine(), await stackReport(stack));
    if (json) output.json(verified);
    else output.line(verificationText(verified));
    return succeeded(verified.passed);
  },
});
