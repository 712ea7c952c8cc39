import { checkServerIdentity } from "node:tls";
import type { Route } from "../../config/routes.ts";
import type { ServiceDefinition } from "../../config/services/definition.ts";
import { redirectsToHttps } from "../../config/settings.ts";
import { edgePortOf, edgeUrl } from "../../model/urls.ts";
import { expectEqual, Finding, shown, type Check } from "./check.ts";
import { logsOf, type VerifyContext } from "./context.ts";
import type { Answer } from "./http.ts";

/** nginx's own routes, every service's health behind it, and TLS. */
export const edgeChecks = (context: VerifyContext): readonly Check[] => [
  ...replyChecks(context),
  ...redirectChecks(context),
  ...healthChecks(context),
  ...(edgePortOf(context.model, "https") === undefined ? [] : [tlsCheck(context)]),
  ...(redirectsToHttps(context.settings) ? [httpsRedirectCheck(context)] : []),
];

const replyChecks = (context: VerifyContext): readonly Check[] =>
  context.model.routes.flatMap(({ path, to }) =>
    to.kind === "reply"
      ? [
          {
            name: `nginx: ${path} answers ${to.status}`,
            look: logsOf(context, "nginx"),
            run: async ({ edge }: VerifyContext) => {
              const answer = await edge(path);
              expectStatus(answer, to.status);
              expectEqual("the body", answer.body, to.body);
              expectEqual("the type", answer.headers["content-type"], "text/plain");
            },
          },
        ]
      : [],
  );

const redirectChecks = (context: VerifyContext): readonly Check[] =>
  context.model.routes.flatMap(({ path, to }) =>
    to.kind === "redirect"
      ? [
          {
            name: `nginx: ${path} leads to ${to.location}`,
            look: logsOf(context, "nginx"),
            run: async ({ edge }: VerifyContext) => expectRedirect(await edge(path), to.location),
          },
        ]
      : [],
  );

const healthChecks = (context: VerifyContext): readonly Check[] =>
  Object.entries(context.model.catalogue).flatMap(([key, service]) => {
    const path = publicHealth(key, service, context.model.routes);
    return path === undefined
      ? []
      : [
          {
            name: `${key}: ${service.title} is healthy through nginx (${path})`,
            look: `${logsOf(context, key)}; docs/runbook.md#502-bad-gateway`,
            run: async ({ edge }: VerifyContext) => expectStatus(await edge(path), 200),
          },
        ];
  });

/** A service's health path behind the route that leads there. */
function publicHealth(
  key: string,
  { probe }: ServiceDefinition,
  routes: readonly Route[],
): string | undefined {
  if (probe.kind !== "http") return undefined;
  for (const { path, to } of routes)
    if (to.kind === "service" && to.service === key && probe.path.startsWith(to.path))
      return path + probe.path.slice(to.path.length);
  return undefined;
}

const tlsCheck = (context: VerifyContext): Check => ({
  name: `nginx: HTTPS answers with a certificate for ${context.settings.domain}`,
  look: `${logsOf(context, "nginx")}; docs/runbook.md#tls`,
  run: async ({ edge, settings: { domain } }) => {
    const { status, certificate } = await edge("/health", { scheme: "https" });
    expectEqual("status", status, 200);
    if (certificate === undefined) throw new Finding("a certificate", "none");
    const mismatch = checkServerIdentity(domain, certificate);
    if (mismatch) throw new Finding(`a certificate for ${domain}`, mismatch.message);
    const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / 86_400_000);
    if (days < 0)
      throw new Finding("a certificate that is valid", `one that ended on ${certificate.valid_to}`);
    return `valid for ${days} days more`;
  },
});

const httpsRedirectCheck = (context: VerifyContext): Check => ({
  name: "nginx: port 80 leads to HTTPS",
  look: logsOf(context, "nginx"),
  run: async ({ edge, model }) =>
    expectRedirect(await edge("/erp/", { scheme: "http" }), `${edgeUrl(model, "https")}/erp/`),
});

export function expectStatus({ status, body }: Answer, expected: number): void {
  if (status !== expected) throw new Finding(`status ${expected}`, `${status} ${shown(body)}`);
}

/** A redirect to a path of the same origin, relative or absolute. */
export function expectRedirect({ status, headers: { location } }: Answer, expected: string): void {
  const to = location ?? "no Location";
  const path = expected.startsWith("/") ? to.replace(/^https?:\/\/[^/]+/, "") : to;
  if (![301, 302, 307, 308].includes(status) || path !== expected)
    throw new Finding(`a redirect to ${expected}`, `${status}, ${to}`);
}
