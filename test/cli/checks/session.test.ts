import { afterEach, describe, expect, it, vi } from "vitest";
import { account } from "../../../cli/checks/session.ts";
import { context } from "./context.ts";

afterEach(() => vi.unstubAllEnvs());

describe("the account of the checks", () => {
  const first = { username: "admin", password: "generated" };
  it.each([
    ["", "", first],
    ["hassan", "", first],
    ["", "changed", { username: "admin", password: "changed" }],
    ["hassan", "his own", { username: "hassan", password: "his own" }],
  ])("with the username %j and the password %j", (username, password, wanted) => {
    vi.stubEnv("GAARA_VERIFY_USERNAME", username);
    vi.stubEnv("GAARA_VERIFY_PASSWORD", password);
    expect(account({ ...context(), superuser: first })).toEqual(wanted);
  });
});
