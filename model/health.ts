import type { HealthProbe, ServiceDefinition } from "../config/services/definition.ts";
import type { Settings } from "../config/settings.ts";
import { goDuration } from "../config/values.ts";

/** A health check as the engine runs it. Durations are written as Go prints them (`1m0s`). */
export interface HealthCheck {
  /** `CMD` and the command. */
  readonly tests: readonly string[];
  readonly interval: string;
  readonly timeout: string;
  readonly retries: number;
  readonly startPeriod: string;
}

export const healthCheckOf = (
  { probe, port, startTimeout }: ServiceDefinition,
  { healthInterval }: Settings,
): HealthCheck => ({
  tests: ["CMD", ...probeCommand(probe, port)],
  interval: goDuration(healthInterval),
  timeout: "5s",
  retries: 3,
  startPeriod: goDuration(startTimeout),
});

function probeCommand(probe: HealthProbe, port: number): readonly string[] {
  switch (probe.kind) {
    case "http":
      return [
        "curl",
        "--fail",
        "--silent",
        "--show-error",
        "--max-time",
        "4",
        `http://127.0.0.1:${port}${probe.path}`,
      ];
    case "command":
      return probe.command;
    default:
      return probe satisfies never;
  }
}
