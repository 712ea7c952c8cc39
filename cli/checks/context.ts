import type { Engine } from "../../engine/engine.ts";
import { redirectsToHttps } from "../../config/settings.ts";
import { resolveStack } from "../../model/resolve.ts";
import type { StackModel } from "../../model/stack-model.ts";
import { edgeUrl } from "../../model/urls.ts";
import type { PortRow } from "../../config/ports.ts";
import type { StackReport } from "../deployment/stack-report.ts";
import type { Tunnels } from "./tunnels.ts";
import { request, type Answer, type RequestOptions } from "./http.ts";

/** The stack as it was deployed, and the ways to reach it. */
export interface VerifyContext extends StackReport {
  readonly engine: Engine;
  /** The model of the settings that the stack was deployed with. */
  readonly model: StackModel;
  /** Sends a request to the edge, on HTTPS where port 80 only redirects. */
  readonly edge: (path: string, options?: EdgeRequest) => Promise<Answer>;
  /** The address at which this machine reaches a published port of the stack. */
  readonly addressOf: (row: PortRow) => { readonly host: string; readonly port: number };
}

export interface EdgeRequest extends RequestOptions {
  readonly scheme?: "http" | "https";
}

/** @param tunnels - ports of this machine in place of those that another one publishes for itself */
export function verifyContext(
  report: StackReport,
  engine: Engine,
  tunnels: Tunnels = new Map(),
): VerifyContext {
  const addressOf = ({ address, host }: PortRow) => {
    const tunnel = address === "127.0.0.1" ? tunnels.get(host) : undefined;
    if (tunnel !== undefined) return { host: "127.0.0.1", port: tunnel };
    return { host: address === "0.0.0.0" || address === "127.0.0.1" ? engine.host : address, port: host };
  };
  const model = resolveStack(report.stack, report.settings);
  const usual = redirectsToHttps(report.settings) ? "https" : "http";
  return {
    ...report,
    engine,
    model,
    addressOf,
    edge: (path, { scheme = usual, ...options } = {}) => {
      const { host, port } = edgeAddress(report, scheme, addressOf);
      return request(new URL(path, edgeUrl(model, scheme)), host, {
        port,
        proxied: report.settings.proxyProtocol,
        ...options,
      });
    },
  };
}

function edgeAddress(
  { ports }: StackReport,
  scheme: "http" | "https",
  addressOf: VerifyContext["addressOf"],
): ReturnType<VerifyContext["addressOf"]> {
  const inside = scheme === "http" ? 80 : 443;
  const row = ports.find((port) => port.publishedBy === "nginx" && port.inside === inside);
  if (row === undefined) throw new Error(`the stack publishes no port for ${scheme}`);
  return addressOf(row);
}

/** First port of the table that `service` has. */
export function portOf({ ports }: { readonly ports: readonly PortRow[] }, service: string): PortRow {
  const row = ports.find((port) => port.service === service);
  if (row === undefined) throw new Error(`the stack publishes no port for ${service}`);
  return row;
}

/** The command that shows what a service wrote. */
export const logsOf = (
  { containers }: { readonly containers: StackReport["containers"] },
  service: string,
): string => (containers[service] ?? [service]).map((name) => `docker logs ${name}`).join("; ");
