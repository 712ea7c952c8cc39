import { connect } from "../../../engine/engine.ts";
import { parseSettings, type Settings } from "../../../config/settings.ts";
import { portTable } from "../../../config/ports.ts";
import { services } from "../../../config/services/index.ts";
import type { StackReport } from "../../../cli/deployment/stack-report.ts";
import { verifyContext, type VerifyContext } from "../../../cli/checks/context.ts";

/** Settings as a stack file has them, with defaults filled in. */
export function settings(raw: Readonly<Record<string, unknown>> = {}): Settings {
  const parsed = parseSettings(raw);
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
}

/** The report of a stack with one container per service, named after it. */
export function report(raw: Readonly<Record<string, unknown>> = {}): StackReport {
  const deployed = settings(raw);
  return {
    stack: "dev",
    settings: deployed,
    urls: {},
    ports: portTable(services, deployed),
    containers: Object.fromEntries(Object.keys(services).map((key) => [key, [`gaara-dev-${key}-1`]])),
    postgresPassword: "p",
    redisPassword: "r",
    superuser: { username: "admin", password: "s" },
    secrets: {},
  };
}

export const context = (raw: Readonly<Record<string, unknown>> = {}): VerifyContext =>
  verifyContext(report(raw), connect("unix:///nowhere/docker.sock"));
