import { succeeded } from "../exit-code.ts";
import { flag, jsonOption, text } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "bench chaos",
  summary: "what faults cost a stack under load: failed requests, lost writes, time until it is well",
  heading: "Work on the project",
  page: "docs/chaos.md",
  options: {
    only: text("<faults>", "only faults whose names begin so, between commas"),
    save: flag("keep the ledger in bench/ledgers/"),
    json: jsonOption,
  },
  async run(context, { only, save, json }) {
    const { chosen, chaosTable, isGood, measureChaos } = await import("../../bench/chaos.ts");
    const { keepLedger } = await import("../../bench/kept/ledger.ts");
    const { inClone } = await import("../../testbed/in-clone.ts");
    const { setup } = await import("../setup/setup.ts");
    const wanted = chosen(only);
    await setup(context);
    const rows = await inClone(() => measureChaos(wanted));
    if (json) context.output.json({ rows });
    else context.output.line(chaosTable(rows));
    if (save) context.output.line(`kept in ${await keepLedger(context, rows)}; npm run docs shows it`);
    return succeeded(isGood(rows));
  },
});
