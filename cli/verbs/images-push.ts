import { exitCode } from "../exit-code.ts";
import { requiredText, stackOr } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "images push",
  summary: "builds and pushes what a stack builds, and writes the digests into the settings of another",
  heading: "Change a stack",
  page: "docs/runbook.md#images-to-prod",
  options: {
    registry: requiredText("<registry>", "host, port and path in front of the images' names"),
    stack: stackOr("the stack that is to take them", "prod"),
    from: stackOr("the stack whose settings say what is built", "dev"),
  },
  stackOfEngine: ({ from }) => from,
  async run(context, options) {
    const { pushImages } = await import("../images/push-images.ts");
    await pushImages(context, options);
    return exitCode.good;
  },
});
