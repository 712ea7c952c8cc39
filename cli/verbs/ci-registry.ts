import { exitCode } from "../exit-code.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "ci registry",
  summary: "logs the job's later steps in at the registries of DOCKER_AUTH_CONFIG",
  heading: "Workflows",
  page: "docs/ci.md",
  options: {},
  async run(context) {
    const { registry } = await import("../ci/registry.ts");
    registry(context);
    return exitCode.good;
  },
});
