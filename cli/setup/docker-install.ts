import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import type { Report } from "../terminal/step.ts";
import { installPackages } from "./apt.ts";
import { ping } from "./engine-ping.ts";
import { endHalfStarted } from "./half-started.ts";
import { SetupError } from "./setup-error.ts";

const daemons = ["/usr/bin/dockerd", "/usr/sbin/dockerd", "/usr/local/bin/dockerd"];

export const isInstalled = (): boolean => daemons.some((path) => existsSync(path));

export const installDocker = (report: Report): Promise<void> =>
  installPackages("Docker", ["docker.io", "iptables"], report);

export interface EngineStart {
  readonly host: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Further flags of dockerd. */
  readonly flags?: readonly string[];
  /** @default /var/log/dockerd.log */
  readonly log?: string;
  /** A service manager runs. @default true where systemd does */
  readonly serviceManager?: boolean;
}

/**
 * Starts an installed engine: as a service where systemd runs, else directly, detached from this program, so that it
 * stays.
 *
 * @returns the engine's version
 */
export async function startDocker({
  host,
  environment,
  flags = [],
  log = "/var/log/dockerd.log",
  serviceManager = existsSync("/run/systemd/system"),
}: EngineStart): Promise<string> {
  if (serviceManager) await execa("systemctl", ["enable", "--now", "docker"]);
  if (!serviceManager && flags.length === 0) {
    for (const [file, command] of Object.entries(pidFiles)) await removeStale(file, command);
    endHalfStarted();
  }
  const daemon = serviceManager ? undefined : startDetached(flags, log);

  for (const started = Date.now(); Date.now() - started < startMilliseconds;) {
    const answer = await ping(host, environment);
    if (answer.ok) return answer.version;
    if (daemon?.ended() === true)
      throw new SetupError(`Docker: dockerd ended; its last lines (${log}):\n${lastLines(log)}`);
    await sleep(200);
  }
  const where = serviceManager ? "see: journalctl -u docker" : `its last lines (${log}):\n${lastLines(log)}`;
  throw new SetupError(`Docker: dockerd does not answer after ${startMilliseconds / 1000} s; ${where}`);
}

const startMilliseconds = 60_000;

const pidFiles = {
  "/var/run/docker.pid": "dockerd",
  "/var/run/docker/containerd/containerd.pid": "containerd",
};

/**
 * Removes a pid file whose process is gone, also one that has ended and that its parent has yet to notice; one that is
 * just ending is waited for. An engine that was killed leaves its file behind; when another program has got the number
 * since, the next engine takes that one for itself and does not start.
 */
export async function removeStale(file: string, command: string): Promise<void> {
  try {
    for (const since = Date.now(); Date.now() - since < endMilliseconds; await sleep(50)) {
      const pid = readFileSync(file, "utf8").trim();
      const life = commandOf(pid) === command ? lifeOf(pid) : "gone";
      if (life === "gone") rmSync(file);
      if (life !== "ending") return;
    }
  } catch {
    // There is none.
  }
}

const endMilliseconds = 10_000;

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, the state and the flag PF_EXITING */
function lifeOf(pid: string): "running" | "ending" | "gone" {
  const [state = "Z", ...fields] =
    readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  if (state === "Z" || state === "X") return "gone";
  return (Number(fields[5]) & 4) === 0 ? "running" : "ending";
}

function commandOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return undefined;
  }
}

/** Variable of an engine that this project started: nobody else's may be ended by a test. */
export const startedHere = "GAARA_STARTED_HERE";

/** The daemon writes its process id to /var/run/docker.pid itself, and refuses to start twice. */
function startDetached(flags: readonly string[], log: string): { ended(): boolean } {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, "a");
  const path = daemons.find((candidate) => existsSync(candidate)) ?? "dockerd";
  const daemon = spawn(path, [...flags], {
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, [startedHere]: "1" },
  });
  let failed = false;
  daemon.on("error", () => (failed = true));
  daemon.unref();
  return { ended: () => failed || daemon.exitCode !== null || daemon.signalCode !== null };
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, "utf8").trimEnd().split("\n").slice(-10).join("\n");
  } catch {
    return "(it wrote nothing)";
  }
}
