import { exitCode } from "../exit-code.ts";
import { requiredPath, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "render",
  summary: "nginx configuration, tables and diagram of a stack as files, without any engine",
  heading: "Look after a stack",
  options: { stack: stackOption, out: requiredPath("<folder>", "the folder to write them to") },
  async run(context, options) {
    const { render } = await import("../docs/render.ts");
    context.output.line((await render(context, options)).join("\n"));
    return exitCode.good;
  },
});
