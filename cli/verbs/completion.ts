import { exitCode } from "../exit-code.ts";
import { choice } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "completion",
  summary: 'the completion script of a shell, for its start-up file: eval "$(gaara completion bash)"',
  heading: "Work on the project",
  arguments: { shell: choice("bash, zsh or fish", ["bash", "zsh", "fish"]) },
  options: {},
  async run({ output, verbs }, { shell }) {
    const { placesOf } = await import("../completion/words.ts");
    const { completionScript } = await import("../completion/scripts.ts");
    output.line(completionScript(shell, placesOf(await verbs())));
    return exitCode.good;
  },
});
