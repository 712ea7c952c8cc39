import { catalogueOf } from "./catalogue.ts";
import { checkTables } from "./checks.ts";
import type { Problem } from "./problems.ts";
import { routes } from "./routes.ts";
import { givenSecrets, type GivenSecret } from "./secrets.ts";
import { parseSettings, type Parsed } from "./settings.ts";
import { expectation, rules } from "./values.ts";

/** A value under `gaara:` in a stack's file; that of a secret is never looked at. */
export type StackValue = { readonly secret: true } | { readonly secret: false; readonly value: unknown };

/** True for a key under `gaara:` that is one of the secrets that only the operator knows. */
export const isGiven = (key: string): key is GivenSecret => givenSecrets.some((name) => name === key);

/**
 * Parses a stack's name and the values under `gaara:` in its file, and checks them against the tables. The program and
 * the tools that do without an engine both come here, so that they refuse the same things in the same words.
 */
export function parseStack(stack: string, values: Readonly<Record<string, StackValue>>): Parsed {
  const problems: Problem[] = rules.stack.pattern.test(stack)
    ? []
    : [{ path: "stack", message: expectation(rules.stack, stack) }];
  const raw: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    if (!isGiven(key) && !value.secret) raw[key] = value.value;
    // Settings appear in outputs, labels and tables.
    else if (!isGiven(key))
      problems.push({
        path: `gaara:${key}`,
        message: `stands encrypted, expected in clear: pulumi config set gaara:${key} …; secrets are ${givenSecrets.join(", ")}`,
      });
    else if (!value.secret)
      problems.push({
        path: `gaara:${key}`,
        message: `stands in clear, expected a secret: pulumi config set --secret gaara:${key}`,
      });
  }
  const parsed = parseSettings(raw);
  if ("problems" in parsed) return { problems: [...problems, ...parsed.problems] };
  problems.push(
    ...checkTables({ catalogue: catalogueOf(parsed.settings), routes, settings: parsed.settings }),
  );
  problems.push(...checkCertificate(parsed.settings.tls.certificate !== undefined, "tlsKey" in values));
  return problems.length > 0 ? { problems } : parsed;
}

/** Half a pair would leave the self-signed certificate serving without a word. */
function checkCertificate(certificate: boolean, key: boolean): readonly Problem[] {
  if (certificate === key) return [];
  return certificate
    ? [
        {
          path: "gaara:tlsKey",
          message:
            "is missing, gaara:tls.certificate has no key: pulumi config set --secret gaara:tlsKey < key.pem",
        },
      ]
    : [
        {
          path: "gaara:tls.certificate",
          message: "is missing, gaara:tlsKey belongs to no certificate: set it, or remove the key",
        },
      ];
}
