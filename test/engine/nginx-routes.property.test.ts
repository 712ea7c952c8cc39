import { Agent } from "node:http";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { services } from "../../config/services/index.ts";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { development } from "../artefacts/nginx/inputs.ts";
import { ask } from "./nginx-client.ts";
import { until } from "./nginx-container.ts";
import { meaning, type Meaning } from "./nginx-meaning.ts";
import { startEdge, type Edge } from "./nginx-server.ts";
import { aim, files, table } from "./nginx-tables.ts";

/** Uploads have locations of their own, which must lead where the others lead. */
const catalogue = {
  ...services,
  django: { ...services.django, uploads: ["/api/", "/a/b/", "/x-y/api", "/"] },
  flask: { ...services.flask, uploads: ["/a/", "/b/api"] },
};

describe("any route table", () => {
  let edge: Edge;

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });
  beforeAll(async () => {
    await edge.application(...Object.values(development.upstreams).flat());
    await edge.files("/srv/static", files);
    await edge.files("/srv/media", files);
    await edge.load(renderNginx(development));
    await until(async () => (await ask(edge.port(80), "/erp/api/")).status === 200);
  });

  /** The real nginx's outcome of a request, in the same words as its meaning. */
  const observed = async (path: string, expected: Meaning, agent: Agent): Promise<Meaning> => {
    const answer = await ask(edge.port(80), path, { agent });
    if (expected.kind === "upstream" && answer.status === 200 && answer.body.startsWith('{"port"')) {
      const { port, target } = answer.seen();
      return { kind: "upstream", port, target };
    }
    const { location } = answer.headers;
    return {
      kind: "answer",
      status: answer.status,
      ...("body" in expected ? { body: answer.body } : {}),
      ...(location === undefined ? {} : { location }),
    };
  };

  it("means to nginx what it says", async () => {
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(table, fc.array(aim, { minLength: 80, maxLength: 80 }), async (routes, aims) => {
        await edge.load(renderNginx({ ...development, catalogue, routes }));
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        try {
          for (const path of aims.map((make) => make(routes))) {
            const expected = meaning(routes, files, path);
            const actual = await observed(path, expected, agent);
            expect({ path, ...actual }).toEqual({ path, ...expected });
            const outcome = actual.kind === "upstream" ? "upstream" : String(actual.status);
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          }
        } finally {
          agent.destroy();
        }
      }),
      // A table that fails is made smaller for as long as the time allows.
      { numRuns: 25, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: false },
    );
    // Every outcome was met, so that none agrees for want of a request.
    for (const outcome of ["upstream", "200", "307", "308", "400", "404"])
      expect([outcome, (outcomes.get(outcome) ?? 0) > 3]).toEqual([outcome, true]);
  });
});
