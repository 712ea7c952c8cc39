import { describe, expect, it } from "vitest";
import { engineTime } from "../../../bench/processes/engine-time.ts";
import type { ProcessStat } from "../../../bench/processes/stat.ts";

const at = (pid: number, parent: number, own: number, ended = 0): ProcessStat => ({
  pid,
  parent,
  own,
  ended,
});

const commands: Readonly<Record<number, string>> = {
  10: "/usr/sbin/dockerd",
  11: "containerd --log-level info",
  12: "/usr/bin/docker-proxy -proto tcp",
  20: "/usr/bin/containerd-shim-runc-v2 -namespace moby -id aaa",
  21: "gunicorn",
  30: "/usr/bin/containerd-shim-runc-v2 -namespace moby -id bbb",
  31: "dockerd-in-name-only",
};
const commandLine = (pid: number) => (commands[pid] ?? "").split(" ");
const processes = [
  at(1, 0, 1000),
  at(10, 1, 10),
  at(11, 10, 5),
  at(12, 10, 1),
  at(20, 1, 0.5, 3),
  at(21, 20, 2),
  // A shim that is a child of containerd is no part of the engine either.
  at(30, 11, 40),
  at(31, 30, 50),
];

describe("the time of the engine and of some containers", () => {
  it("has the engine's programs once each, and only those containers, with what was run in them", () => {
    expect(engineTime(processes, commandLine, ["aaa"])).toEqual({ engine: 16, containers: 5.5 });
    expect(engineTime(processes, commandLine, [])).toEqual({ engine: 16, containers: 0 });
    expect(engineTime(processes, commandLine, ["bbb", "aaa"]).containers).toBe(95.5);
  });

  it("is refused where there is no engine or no such container", () => {
    expect(() => engineTime([at(1, 0, 1)], commandLine, [])).toThrow("no Docker engine runs on this machine");
    expect(() => engineTime(processes, commandLine, ["ccc"])).toThrow("container ccc does not run");
  });
});
