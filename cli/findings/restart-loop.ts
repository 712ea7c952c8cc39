import type { FindingKind } from "../doctor/finding.ts";
import type { Inspection } from "../../engine/answers/container.ts";

/** A container that ends this often keeps ending; fewer may be the restart of a machine. */
const often = 3;

/** A loop goes on: the engine waits a minute at most between two attempts. @remarks milliseconds */
const recent = 5 * 60_000;

const loops = ({ RestartCount: count, State: { Status: status, FinishedAt: ended } }: Inspection): boolean =>
  status === "restarting" || (count >= often && Date.now() - Date.parse(ended) < recent);

const kind: FindingKind = {
  name: "restart-loop",
  title: "A container starts again and again",
  page: "docs/runbook.md#a-container-does-not-start",
  needsEngine: true,
  async look({ engine: connect, stack }) {
    const engine = await connect();
    const listed = await engine.containers({ stack });
    const inspected = await Promise.all(listed.map(({ Id }) => engine.container(Id).inspect()));
    return inspected
      .filter((found) => found !== undefined)
      .filter(loops)
      .map(({ Name, RestartCount, State }) => ({
        found: `${Name}: restarted ${RestartCount} times, last exit code ${State.ExitCode}.`,
        next: `docker logs --tail 50 ${Name}`,
      }));
  },
};

export default kind;
