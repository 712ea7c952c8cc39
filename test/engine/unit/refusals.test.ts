import { describe, expect, it } from "vitest";
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
