import { exitCode } from "../exit-code.ts";
import { count, jsonOption } from "../parameters.ts";
import { defineVerb } from "../verb.ts";

export default defineVerb({
  name: "bench",
  summary: "speed, as ratios to Docker Compose v2 and to an empty Pulumi program",
  heading: "Work on the project",
  page: "docs/benchmarks.md",
  options: { rounds: count("how often each thing is measured", 3), json: jsonOption },
  async run(context, { rounds, json }) {
    const { output } = context;
    const { setup } = await import("../setup/setup.ts");
    const { measureSpeed } = await import("../../bench/speed.ts");
    const { ratio } = await import("../../bench/row.ts");
    const { table } = await import("../../bench/table.ts");
    await setup(context);
    const rows = await measureSpeed(rounds);
    if (json) output.json(rows.map((row) => ({ ...row, ratio: ratio(row) })));
    else output.line(table(rows));
    return exitCode.good;
  },
});
