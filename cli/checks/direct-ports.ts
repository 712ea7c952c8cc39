import type { Check } from "./check.ts";
import { logsOf, type VerifyContext } from "./context.ts";
import { expectStatus } from "./edge.ts";
import { request } from "./http.ts";

/**
 * The seed's direct ports of the applications: their own health path, without nginx's routes, on the engine's loopback.
 */
export const directPortChecks = (context: VerifyContext): readonly Check[] =>
  context.ports.flatMap((row) => {
    const service = Object.entries(context.model.catalogue).find(([key]) => key === row.service)?.[1];
    if (service?.kind !== "application" || service.probe.kind !== "http") return [];
    const { path } = service.probe;
    return [
      {
        name: `${row.service}: answers on its direct port ${row.host}`,
        look: `${logsOf(context, "nginx")}; ${logsOf(context, row.service)}`,
        run: async ({ addressOf }: VerifyContext) => {
          const { host, port } = addressOf(row);
          expectStatus(await request(new URL(`http://localhost:${port}${path}`), host), 200);
        },
      },
    ];
  });
