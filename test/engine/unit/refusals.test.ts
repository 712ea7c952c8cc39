import { describe, expect, it, vi } from "vitest";
import { Container } from "../../../engine/container.ts";
import { isEngineRefusal, isInUse } from "../../../engine/refusals.ts";
import { unlessGone } from "../../../engine/unless-gone.ts";

const refused = (statusCode: number) => Object.assign(new Error("refused"), { statusCode });

describe("an answer of the engine", () => {
  it("is undefined where it is about something that is gone, and nowhere else", async () => {
    expect(await unlessGone(Promise.resolve("there"))).toBe("there");
    expect(await unlessGone(Promise.reject(refused(404)))).toBeUndefined();
    await expect(unlessGone(Promise.reject(refused(500)))).rejects.toThrow("refused");
    await expect(unlessGone(Promise.reject(new Error("connect ENOENT")))).rejects.toThrow("ENOENT");
  });

  it("is a refusal where it has a status", () => {
    expect(isEngineRefusal(refused(409))).toBe(true);
    expect(isEngineRefusal(new Error("connect ENOENT"))).toBe(false);
  });

  it("says by its status that something is in use", () => {
    expect(isInUse(refused(409))).toBe(true);
    expect(isInUse(refused(404))).toBe(false);
  });
});

describe("a container's start", () => {
  const refusal = (message: string) => Object.assign(new Error(message), { statusCode: 500 });
  const startOf = (answers: (Error | undefined)[]) => {
    const start = vi.fn(() => {
      const answer = answers.shift();
      return answer === undefined ? Promise.resolve() : Promise.reject(answer);
    });
    const remove = vi.fn(() => Promise.resolve());
    return {
      start,
      remove,
      container: new Container({ getContainer: () => ({ start, remove }) } as never, "c1"),
    };
  };

  const leftOver = refusal("server error - task 0fde: already exists");

  it("waits for an engine that still clears up after its last run", async () => {
    const { start, remove, container } = startOf([leftOver]);
    await container.start();
    expect(start).toHaveBeenCalledTimes(2);
    expect(remove).not.toHaveBeenCalled();
  });

  it("removes what an engine never starts again, so that the next update makes it anew", async () => {
    vi.useFakeTimers();
    const { remove, container } = startOf(Array<Error>(20).fill(leftOver));
    const started = expect(container.start()).rejects.toThrow(
      /container c1, and cannot start it any more; it is removed: bring it back/,
    );
    await vi.runAllTimersAsync();
    await started;
    expect(remove).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });

  it("fails at once for any other reason", async () => {
    const { start, container } = startOf([refusal("port is already allocated")]);
    await expect(container.start()).rejects.toThrow("port is already allocated");
    expect(start).toHaveBeenCalledTimes(1);
  });
});
