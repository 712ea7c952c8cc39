import { request as plain } from "node:http";
import { request as encrypted, type RequestOptions } from "node:https";
import { execa } from "execa";
import { tlsFiles } from "../../engine/engine-tls.ts";
import { reason } from "./setup-error.ts";

export const defaultHost = "unix:///var/run/docker.sock";

/** An engine's answer, or the reason why it gives none. */
export type Answer =
  { readonly ok: true; readonly version: string } | { readonly ok: false; readonly why: string };

const answerMilliseconds = 5000;

/** Asks an engine for its version: unix and tcp over the Engine API, ssh through the docker command. */
export async function ping(host: string, environment: NodeJS.ProcessEnv): Promise<Answer> {
  const url = new URL(host);
  if (url.protocol === "unix:") return overHttp({ socketPath: decodeURIComponent(url.pathname) });
  if (url.protocol !== "tcp:") return overCommand(host, environment);
  const tls = tlsFiles(url, environment);
  return tls === undefined
    ? overHttp({ host: url.hostname, port: url.port || 2375 })
    : overHttp({ host: url.hostname, port: url.port || 2376, ...tls }, encrypted);
}

function overHttp(target: RequestOptions, request: typeof plain = plain): Promise<Answer> {
  return new Promise((resolve) => {
    const fail = (error: unknown) => resolve({ ok: false, why: reason(error) });
    const sent = request({ ...target, path: "/version", timeout: answerMilliseconds }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("error", fail);
      response.on("end", () => {
        const version = /"Version":"([^"]+)"/.exec(body)?.[1];
        if (response.statusCode === 200 && version !== undefined) resolve({ ok: true, version });
        else resolve({ ok: false, why: `it answered ${response.statusCode ?? ""} ${body.slice(0, 200)}` });
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer in ${answerMilliseconds / 1000} s`)));
    sent.on("error", fail);
    sent.end();
  });
}

async function overCommand(host: string, environment: NodeJS.ProcessEnv): Promise<Answer> {
  const result = await execa("docker", ["version", "--format", "{{.Server.Version}}"], {
    env: { ...environment, DOCKER_HOST: host },
    reject: false,
    timeout: 20_000,
  });
  if (result.exitCode === 0) return { ok: true, version: result.stdout.trim() };
  if (result.code === "ENOENT")
    return { ok: false, why: "the docker command, which is needed for it, is not installed" };
  return { ok: false, why: result.stderr.trim() };
}
