import { exitCode } from "../exit-code.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "ci ssh",
  summary: "hands DOCKER_SSH_KEY to an SSH agent for the job's later steps",
  heading: "Workflows",
  page: "docs/ci.md",
  options: {},
  async run(context) {
    const { ssh } = await import("../ci/ssh.ts");
    await ssh(context);
    return exitCode.good;
  },
});
