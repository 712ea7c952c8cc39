import { staleDatabases, staleText } from "../../engine/collations.ts";
import { serving } from "../../model/labels.ts";
import type { FindingKind } from "../doctor/finding.ts";

const kind: FindingKind = {
  name: "sort-order",
  title: "The sort order has changed under PostgreSQL's data",
  page: "docs/runbook.md#the-sort-order-has-changed",
  needsEngine: true,
  async look({ engine: connect, stack }) {
    const engine = await connect();
    const listed = await engine.containers({ stack, service: "postgres", role: serving, running: true });
    // One that is not ready yet cannot be asked; that is another finding.
    const [ready] = listed.filter(({ Status }) => Status.includes("(healthy)"));
    const databases = ready === undefined ? [] : await staleDatabases(engine.container(ready.Id));
    return databases.map((database) => ({
      found: `${staleText(database)}.`,
      next: `./gaara reindex --stack ${stack}`,
    }));
  },
};

export default kind;
