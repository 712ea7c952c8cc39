import { z } from "zod";
import type { PortRow } from "../../config/ports.ts";
import { ConfigurationError } from "../../config/problems.ts";
import { parseSettings, type Settings } from "../../config/settings.ts";
import { SetupError } from "../setup/setup-error.ts";

/** A deployed stack's outputs, parsed. */
export interface StackReport {
  readonly stack: string;
  readonly settings: Settings;
  readonly urls: Readonly<Record<string, string>>;
  readonly ports: readonly PortRow[];
  /** Names of the serving containers per service. */
  readonly containers: Readonly<Record<string, readonly string[]>>;
  readonly postgresPassword: string;
  readonly redisPassword: string;
  /** The first account: its password is the one that it was made with. */
  readonly superuser: { readonly username: string; readonly password: string };
  /** Every secret by its key. */
  readonly secrets: Readonly<Record<string, string>>;
}

const outputs = z.object({
  urls: z.record(z.string(), z.string()),
  ports: z.array(
    z.object({
      service: z.string(),
      publishedBy: z.string(),
      inside: z.int(),
      host: z.int(),
      address: z.string(),
      purpose: z.string(),
    }),
  ),
  containers: z.record(z.string(), z.array(z.string())),
  settings: z.record(z.string(), z.unknown()),
  postgresPassword: z.string(),
  redisPassword: z.string(),
  superuser: z.object({ username: z.string(), password: z.string() }),
  secrets: z.record(z.string(), z.string()),
});

/**
 * Parses what `pulumi stack output --json --show-secrets` printed.
 *
 * @throws when the stack is not up, or was brought up by another version of the program
 */
export function parseReport(stack: string, found: unknown): StackReport {
  const result = outputs.safeParse(found);
  if (!result.success) {
    const missing = result.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw new SetupError(
      `stack ${stack}: is not up (outputs missing or unreadable: ${missing}); bring it up with: ${upCommand(stack)}`,
    );
  }
  const { settings: raw, ...report } = result.data;
  const parsed = parseSettings(raw);
  if ("problems" in parsed)
    throw new SetupError(
      `stack ${stack}: was deployed by another version of this program; update it with: ${upCommand(stack)}\n${new ConfigurationError(parsed.problems).message}`,
    );
  return { stack, ...report, settings: parsed.settings };
}

/** The error about a stack that has no container: one sentence, not a row of failures. */
export const stoppedStack = (stack: string): SetupError =>
  new SetupError(`stack ${stack}: is stopped; start it with: ${upCommand(stack)}`);

const upCommand = (stack: string): string => `npm start -- --stack ${stack}`;
