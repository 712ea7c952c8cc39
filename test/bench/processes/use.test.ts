import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { useOf } from "../../../bench/processes/use.ts";

/** Takes so much processor time, however busy the machine is, with so much memory. */
const busy = (milliseconds: number, mebibytes: number): string =>
  `const kept = Buffer.alloc(${mebibytes * 2 ** 20}, 1); while (process.cpuUsage().user < ${milliseconds * 1000}); kept.at(0);`;

describe("the use of a command", () => {
  it("has the processor time and the memory of what it starts", async () => {
    const command = execa("sh", ["-c", `"$0" -e "$1"; true`, process.execPath, busy(400, 80)]);
    const { processor, memory } = await useOf(command.pid ?? 0, command);
    expect(processor).toBeGreaterThan(0.2);
    expect(memory).toBeGreaterThan(80);
  });

  it("fails as the command does", async () => {
    const command = execa("sh", ["-c", "exit 3"]);
    await expect(useOf(command.pid ?? 0, command)).rejects.toThrow("exit code 3");
  });
});
