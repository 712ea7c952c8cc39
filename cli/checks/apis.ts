import { basePath, routes } from "../../config/routes.ts";
import type { ServiceKey } from "../../config/services/index.ts";
import { z } from "zod";
import { expectEqual, Finding, shown, type Check } from "./check.ts";
import { logsOf, type VerifyContext } from "./context.ts";
import { expectStatus } from "./edge.ts";
import { isReference } from "./reference.ts";
import type { Answer } from "./http.ts";

/** The source document's curl requests, and the promises that the reference services make beyond them. */
export const apiChecks = (context: VerifyContext): readonly Check[] => {
  const of = (service: ServiceKey, name: string, run: Check["run"]): Check => ({
    name: `${service}: ${name}`,
    look: `${logsOf(context, service)}; docs/runbook.md#502-bad-gateway`,
    run,
  });
  const reference = (service: ServiceKey, checks: readonly Check[]) =>
    isReference(context.settings, service) ? checks : [];
  return [
    of("django", `answers ${publicPath("django")}`, async ({ edge }) =>
      expectServed(await edge(publicPath("django"))),
    ),
    of("flask", "lists products from its database", listProducts),
    ...corsServices.map((service) => corsCheck(context, service)),
    ...referencesWithCors.flatMap((service) => reference(service, [corsCheck(context, service)])),
    ...reference("django", [of("django", "lists modules from its database", listModules)]),
    ...reference("ml", [of("ml", "predicts from its model", predict)]),
    ...reference("ai", [of("ai", "chat works or says that it has no key", chat)]),
  ];
};

const corsServices = ["django", "flask"] as const;
/** The source document asks it of the two backends alone. */
const referencesWithCors = ["ml", "ai"] as const;

/** Public path below which a service is served. */
export const publicPath = (service: ServiceKey): string =>
  routes.find(({ to }) => to.kind === "service" && to.service === service)?.path ?? basePath;

/** An application of the operator's own may want a log-in; it must answer, though. */
function expectServed({ status, body }: Answer): void {
  if (status >= 500 || status === 404)
    throw new Finding("an answer of the application", `${status} ${shown(body)}`);
}

/** The body as JSON of a certain form. */
export function parsed<T>({ body }: Answer, form: z.ZodType<T>, expected: string): T {
  const result = form.safeParse(json(body));
  if (!result.success) throw new Finding(expected, shown(body));
  return result.data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function listProducts({ edge, settings }: VerifyContext): Promise<void> {
  const answer = await edge(`${publicPath("flask")}products/`);
  if (!isReference(settings, "flask")) return expectServed(answer);
  expectStatus(answer, 200);
  parsed(answer, z.object({ results: z.array(z.object({ sku: z.string() })).min(1) }), "products");
}

async function listModules({ edge }: VerifyContext): Promise<void> {
  const answer = await edge(`${publicPath("django")}modules/`);
  expectStatus(answer, 200);
  parsed(answer, z.object({ results: z.array(z.object({ key: z.string() })).min(1) }), "modules");
}

async function predict({ edge }: VerifyContext): Promise<void> {
  const path = publicPath("ml");
  const known = parsed(
    await edge(`${path}health`),
    z.object({ products: z.array(z.string()).min(1) }),
    "the products that the model knows",
  );
  const answer = await edge(`${path}predict`, {
    method: "POST",
    json: { product: known.products[0], month: "2027-03", months: 2 },
  });
  expectStatus(answer, 200);
  parsed(
    answer,
    z.object({ predictions: z.array(z.object({ demand: z.number() })).length(2) }),
    "a demand for each of two months",
  );
}

/** With a key a chat would cost money, so that it is not tried. */
async function chat({ edge }: VerifyContext): Promise<void> {
  const path = publicPath("ai");
  const { configured } = parsed(
    await edge(`${path}health`),
    z.object({ configured: z.boolean() }),
    "whether there is a key",
  );
  if (configured) return;
  const answer = await edge(`${path}chat`, { method: "POST", json: { message: "مرحبا" } });
  expectStatus(answer, 503);
  const { error } = parsed(answer, z.object({ error: z.string() }), "an error that names the key");
  if (!error.includes("OPENAI_API_KEY")) throw new Finding("an error that names OPENAI_API_KEY", error);
}

const stranger = "https://stranger.example";

const corsCheck = (context: VerifyContext, service: ServiceKey): Check => {
  const [origin = stranger] = context.settings.corsOrigins;
  const ask = ({ edge }: VerifyContext, from: string) =>
    edge(publicPath(service), {
      method: "OPTIONS",
      headers: { Origin: from, "Access-Control-Request-Method": "GET" },
    });
  return {
    name: `${service}: CORS preflight from ${origin}, and from nowhere else`,
    look: `${logsOf(context, service)}; docs/runbook.md#cors-errors`,
    run: async (run) => {
      const answer = await ask(run, origin);
      const allowed = answer.headers["access-control-allow-origin"];
      const expected = origin === stranger ? undefined : origin;
      expectEqual(`status ${answer.status} with access-control-allow-origin`, allowed, expected);
      const foreign = (await ask(run, stranger)).headers["access-control-allow-origin"];
      if (foreign !== undefined && foreign !== origin)
        throw new Finding(`no access-control-allow-origin for ${stranger}`, foreign);
    },
  };
};
