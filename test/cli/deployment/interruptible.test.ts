import { describe, expect, it, onTestFinished, vi } from "vitest";
import { passInterruptsOn } from "../../../cli/deployment/interruptible.ts";

function child() {
  const kill = vi.fn<(signal?: NodeJS.Signals | number) => boolean>(() => true);
  const stop = passInterruptsOn({ kill });
  onTestFinished(stop);
  return { kill, stop };
}

describe("an interrupted command", () => {
  it("passes one Ctrl-C on once, although terminal and npm both send it", () => {
    const { kill } = child();
    process.emit("SIGINT", "SIGINT");
    process.emit("SIGINT", "SIGINT");
    expect(kill.mock.calls).toEqual([["SIGINT"]]);
  });

  it("passes a later one on again, which means: at once", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { kill } = child();
    process.emit("SIGINT", "SIGINT");
    vi.advanceTimersByTime(1500);
    process.emit("SIGINT", "SIGINT");
    expect(kill).toHaveBeenCalledTimes(2);
  });

  it("leaves signals alone when the child has ended", () => {
    const { kill, stop } = child();
    const before = process.listenerCount("SIGTERM");
    stop();
    expect(process.listenerCount("SIGTERM")).toBe(before - 1);
    expect(kill).not.toHaveBeenCalled();
  });
});
