import { exitCode } from "../exit-code.ts";
import { requiredText } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "ci approval",
  summary: "tells if an environment has required reviewers, as the output `approval`",
  heading: "Workflows",
  page: "docs/ci.md",
  options: { environment: requiredText("<name>", "the environment") },
  async run(context, { environment }) {
    const { approval } = await import("../ci/approval.ts");
    // No approval is an answer, which the job's later steps go by.
    await approval(context, environment);
    return exitCode.good;
  },
});
