import { expect, it } from "vitest";
import { halfStarted, type Process } from "../../../cli/setup/half-started.ts";

const process = (pid: number, parent: number, command: string): Process => ({
  pid,
  parent,
  args: command.split(" "),
});
const keeper = (pid: number, address = "/var/run/docker/containerd/containerd.sock") =>
  process(pid, 1, `/usr/bin/containerd-shim-runc-v2 -namespace moby -id 5a3b -address ${address}`);

const killed = [
  keeper(10),
  process(11, 10, "runc init"),
  keeper(20),
  process(21, 20, "/venv/bin/python3 /venv/bin/gunicorn"),
  keeper(30),
  keeper(40, "/run/containerd/containerd.sock"),
  process(41, 40, "runc init"),
  process(50, 1, "runc init"),
];

it("of an engine that was killed are those whose program was never started, and that it kept itself", () => {
  expect(halfStarted(killed)).toEqual([11, 10, 30]);
});

it("are none while an engine is at work: it may be starting them", () => {
  expect(halfStarted([...killed, process(60, 1, "/usr/sbin/dockerd")])).toEqual([]);
});
