import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { services } from "../../config/services/index.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { containerOf, execute } from "../containers.ts";
import type { Fault } from "./fault.ts";

const run = promisify(execFile);

/** The first process of a service's container, as this machine numbers it. */
export const processOf = async (report: StackReport, service: string): Promise<number> =>
  (await containerOf(report, service).inspect()).State.Pid;

/** Runs a command in a container's network, as root of this machine. */
const inNetwork = async (pid: number, command: readonly string[]): Promise<void> => {
  await run("nsenter", [`--net=/proc/${pid}/ns/net`, ...command]);
};

/** A crash of each container: the engine starts it again. */
export const crashes: readonly Fault[] = Object.keys(services).map((service) => ({
  name: `kill ${service}`,
  // `docker kill` counts as the wish of a person, whom the engine obeys.
  strike: async (report) => void process.kill(await processOf(report, service), "SIGKILL"),
  ...(["postgres", "redis", "django"].includes(service) ? { quick: true } : {}),
}));

const paused = 10_000;

export const pauses: readonly Fault[] = ["postgres", "redis"].map((service) => ({
  name: `pause ${service}`,
  strike: async (report) => {
    const container = containerOf(report, service);
    await container.pause();
    await pause(paused);
    await container.unpause();
  },
  ...(service === "redis" ? { quick: true } : {}),
}));

/** A program that takes more memory than its container may have. */
export const memoryHogs: readonly Fault[] = ["django", "flask"].map((service) => ({
  name: `memory of ${service}`,
  strike: async (report) => {
    const hog = "held = []\nwhile True: held.append(bytearray(32 * 1024 * 1024))";
    await execute(containerOf(report, service), { command: ["python3", "-c", hog] });
  },
}));

const slowed = 15_000;

/** Delay and loss on the way to a store. */
export const slowNetworks: readonly Fault[] = ["postgres", "redis"].map((service) => ({
  name: `slow network of ${service}`,
  impossible: missingScheduler,
  strike: async (report) => {
    const pid = await processOf(report, service);
    const rule = ["dev", "eth0", "root", "netem", "delay", "200ms", "loss", "5%"];
    await inNetwork(pid, ["tc", "qdisc", "add", ...rule]);
    try {
      await pause(slowed);
    } finally {
      await inNetwork(pid, ["tc", "qdisc", "del", "dev", "eth0", "root"]);
    }
  },
}));

/** Loss alone, for kernels without a scheduler that delays. */
export const lossyNetworks: readonly Fault[] = ["postgres", "redis"].map((service) => ({
  name: `lossy network of ${service}`,
  strike: async (report) => {
    const pid = await processOf(report, service);
    const rule = ["INPUT", "-m", "statistic", "--mode", "random", "--probability", "0.05", "-j", "DROP"];
    await inNetwork(pid, ["iptables", "-I", ...rule]);
    try {
      await pause(slowed);
    } finally {
      await inNetwork(pid, ["iptables", "-D", ...rule]);
    }
  },
}));

/** Tries it in a network of its own. */
function missingScheduler(): Promise<string | undefined> {
  const rule = ["qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms"];
  return run("unshare", ["--net", "tc", ...rule]).then(
    () => undefined,
    () => "this kernel has no netem",
  );
}

/** Nobody answers questions for names, in the containers that ask them most. */
export const deafNames: Fault = {
  name: "dead DNS",
  strike: async (report) => {
    const pids = await Promise.all(["nginx", "django", "flask"].map((service) => processOf(report, service)));
    // What the engine's own rules have turned into its server's port is caught as well.
    const rule = ["OUTPUT", "-d", "127.0.0.11", "-j", "DROP"];
    for (const pid of pids) await inNetwork(pid, ["iptables", "-I", ...rule]);
    await pause(paused);
    for (const pid of pids) await inNetwork(pid, ["iptables", "-D", ...rule]);
  },
};
