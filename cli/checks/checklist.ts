import { randomBytes } from "node:crypto";
import { z } from "zod";
import { generatedSecrets } from "../../config/secrets.ts";
import type { ServiceKey } from "../../config/services/index.ts";
import { parsed, publicPath } from "./apis.ts";
import { Finding, shown, type Check } from "./check.ts";
import { logsOf, type VerifyContext } from "./context.ts";
import { expectStatus } from "./edge.ts";
import { isReference } from "./reference.ts";
import type { Session } from "./session.ts";

/** The rest of the source document's checklist for a deployment. */
export function checklistChecks(context: VerifyContext, session: Session): readonly Check[] {
  const { settings } = context;
  const reference = (service: ServiceKey, ...checks: Check[]) =>
    isReference(settings, service) ? checks : [];
  return [
    {
      name: "secrets: strong, and no two alike",
      look: "docs/runbook.md#a-secret-is-known",
      run: secretsAreStrong,
    },
    ...reference(
      "django",
      migrationsCheck(context, "django", ["python", "manage.py", "migrate", "--check"], /(?:)/),
      {
        name: "django: what is cached comes out of the cache",
        look: `${logsOf(context, "django")}; ${logsOf(context, "redis")}`,
        run: cacheHits,
      },
      ...(settings.debug ? [] : [debugCheck(context)]),
      ...(context.secrets.emailUrl === undefined ? [] : [mailCheck(context, session)]),
    ),
    ...reference(
      "flask",
      migrationsCheck(
        context,
        "flask",
        ["flask", "--app", "src.unified_server:app", "db", "current"],
        /\(head\)/,
      ),
    ),
  ];
}

/** 32 letters and digits are 190 bits. Each secret opens one thing, so that a leaked one opens no other. */
const shortest = 32;

function secretsAreStrong({ secrets }: VerifyContext): Promise<void> {
  const made = Object.keys(generatedSecrets).map((key) => ({ key, value: secrets[key] ?? "" }));
  const weak = made.filter(({ value }) => value.length < shortest).map(({ key }) => key);
  if (weak.length > 0)
    throw new Finding(`secrets of ${shortest} characters or more`, `shorter: ${weak.join(", ")}`);
  const alike = made
    .filter(({ key, value }) => made.some((other) => other.key !== key && other.value === value))
    .map(({ key }) => key);
  if (alike.length > 0) throw new Finding("no two secrets alike", `equal: ${alike.join(", ")}`);
  return Promise.resolve();
}

/** Asks inside the container, as the release job does. */
const migrationsCheck = (
  context: VerifyContext,
  service: "django" | "flask",
  command: readonly string[],
  applied: RegExp,
): Check => ({
  name: `${service}: every migration is applied`,
  look: `${logsOf(context, service)}; docs/runbook.md#a-release-job-failed`,
  run: async ({ engine, containers }) => {
    const container = engine.container(containers[service]?.[0] ?? service);
    const { exitCode, output } = await container.execute({ command });
    if (exitCode !== 0 || !applied.test(output))
      throw new Finding("no migration left", `exit code ${exitCode}: ${shown(lastLine(output))}`);
  },
});

const lastLine = (output: string): string => output.trim().split("\n").at(-1) ?? "";

async function cacheHits({ edge }: VerifyContext): Promise<void> {
  const ask = async () => {
    const answer = await edge(`${publicPath("django")}cache/`);
    expectStatus(answer, 200);
    return parsed(answer, z.object({ hit: z.boolean(), value: z.string() }), "whether it was cached");
  };
  const first = await ask();
  const second = await ask();
  if (!second.hit || second.value !== first.value)
    throw new Finding("the second answer from the cache", JSON.stringify([first, second]));
}

/** Django's debug pages show settings and local variables to anyone. */
const debugCheck = (context: VerifyContext): Check => ({
  name: "django: shows no debug pages",
  look: `${logsOf(context, "django")}; is gaara:debug on?`,
  run: async ({ edge }) => {
    const answer = await edge(`${publicPath("django")}none-${randomBytes(4).toString("hex")}/`);
    expectStatus(answer, 404);
    if (/URLconf|DEBUG/.test(answer.body)) throw new Finding("a plain 404", shown(answer.body));
  },
});

const mailCheck = (context: VerifyContext, session: Session): Check => ({
  name: `django: sends an e-mail to ${context.settings.superuser.email}`,
  look: `${logsOf(context, "django")}; docs/runbook.md#e-mail-does-not-arrive`,
  run: async ({ edge, settings }) => {
    const answer = await edge(`${publicPath("django")}mail/test/`, {
      method: "POST",
      json: { to: settings.superuser.email },
      ...(await session()),
    });
    expectStatus(answer, 202);
  },
});
