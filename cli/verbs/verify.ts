import { succeeded } from "../exit-code.ts";
import { jsonOption, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "verify",
  summary: "checks a running stack from the outside, and says where to look when something is wrong",
  heading: "Look after a stack",
  options: { stack: stackOption, json: jsonOption },
  async run(context, { stack, json }) {
    const { deployment, engine, output } = context;
    const { setup } = await import("../setup/setup.ts");
    const { verification, verificationText } = await import("../checks/verify-stack.ts");
    await setup(context, { docker: false, quiet: true });
    const verified = await verification(await engine(), await deployment.report(stack));
    if (json) output.json(verified);
    else output.line(verificationText(verified));
    return succeeded(verified.passed);
  },
});
