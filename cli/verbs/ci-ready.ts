import { exitCode } from "../exit-code.ts";
import { optionalStack } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "ci ready",
  summary: "tells if the secrets are there, and the stack in the backend, as the output `ready`",
  heading: "Workflows",
  page: "docs/ci.md",
  options: { stack: optionalStack("a stack that has to be there") },
  async run(context, { stack }) {
    const { ready } = await import("../ci/ready.ts");
    // Not being ready is an answer, which the job's later steps go by.
    await ready(context, stack);
    return exitCode.good;
  },
});
