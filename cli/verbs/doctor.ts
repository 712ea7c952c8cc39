import { exitCode } from "../exit-code.ts";
import { jsonOption, stackOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "doctor",
  summary: "looks for what is wrong with a stack, and says what helps; exit code 1 when anything is",
  heading: "Look after a stack",
  page: "docs/runbook.md",
  options: { stack: stackOption, json: jsonOption },
  async run(context, { stack, json }) {
    const { examine, examinationText } = await import("../doctor/examine.ts");
    const { settingsOf } = await import("../deployment/stack-file.ts");
    settingsOf(stack, context.project);
    const diagnoses = await examine({ ...context, stack });
    if (json) context.output.json({ stack, findings: diagnoses });
    else context.output.line(examinationText(stack, diagnoses));
    return diagnoses.every(({ isAdvice }) => isAdvice) ? exitCode.good : exitCode.failed;
  },
});
