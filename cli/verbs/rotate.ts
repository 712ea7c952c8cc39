import { succeeded } from "../exit-code.ts";
import { flag, severalArguments, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "rotate",
  summary: "renews generated secrets without a restart and without logging anybody out",
  heading: "Look after a stack",
  page: "docs/runbook.md#a-secret-is-known",
  arguments: { names: severalArguments("secrets, as gaara:rotate knows them") },
  options: {
    stack: stackOption,
    all: flag("every one that can be renewed"),
    revoke: flag("ends the old values once everybody has the new ones"),
  },
  async run(context, options) {
    const { rotate } = await import("../rotation/rotate.ts");
    return succeeded(await rotate(context, options));
  },
});
