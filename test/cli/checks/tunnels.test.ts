import { connect } from "../../../engine/engine.ts";
import { describe, expect, it } from "vitest";
import { portOf, verifyContext } from "../../../cli/checks/context.ts";
import { report } from "./context.ts";

describe("a stack on a server", () => {
  const stack = report();
  const { addressOf } = verifyContext(
    stack,
    connect("ssh://deploy@erp.example.com"),
    new Map([[10_502, 51_000]]),
  );

  it("has its public ports under the server's name", () =>
    expect(addressOf(portOf(stack, "nginx"))).toEqual({ host: "erp.example.com", port: 80 }));

  it("has those of its loopback interface at this machine's end of a tunnel", () =>
    expect(addressOf(portOf(stack, "postgres"))).toEqual({ host: "127.0.0.1", port: 51_000 }));

  it("has a port without a tunnel under the server's name", () =>
    expect(addressOf(portOf(stack, "redis"))).toEqual({ host: "erp.example.com", port: 6375 }));
});
