import type { Engine } from "../../engine/engine.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { lastingToken } from "../lasting-token.ts";
import { startLoad, type Load } from "./load.ts";
import { sources } from "./sources.ts";
import { loadService } from "./service.ts";

/** How long the requests take that last. The websocket is shorter than what an update grants it. @remarks seconds */
export const durations = { slow: 10, upload: 5, websocket: 12 };

/** The stack's door on this machine: the load goes nowhere else. */
export const doorOf = ({ urls }: StackReport): string => {
  const url = new URL(urls["Gaara ERP"] ?? "");
  url.hostname = "127.0.0.1";
  return url.href;
};

/**
 * The settings of a stack under load: updates wait for the requests under way, and the front end is the service under
 * load.
 */
export async function loadSettings(
  folder: string,
  report: StackReport,
  engine: Engine,
): Promise<Readonly<Record<string, unknown>>> {
  return {
    "gaara:appMode": "staging",
    "gaara:images": { frontend: await loadService(folder, report, engine) },
  };
}

/** Starts load on a stack. */
export async function loadOn(report: StackReport): Promise<Load> {
  const door = { url: doorOf(report), token: await lastingToken(report) };
  return startLoad(sources(door, durations), 29 * 60);
}
