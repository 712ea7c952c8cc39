import { describe, expect, it } from "vitest";
import { modelWith } from "./found.ts";
import { parseEvents } from "../../../cli/preview/steps.ts";

const urn = (type: string, name: string) => `urn:pulumi:test::gaara-erp::gaara:index:Stack$${type}::${name}`;
const container = "docker:index/container:Container";
const before = (op: string, name: string, more: object = {}, type = container) => ({
  resourcePreEvent: { metadata: { op, urn: urn(type, name), type, ...more } },
});
const parsed = (...events: readonly object[]) =>
  parseEvents(events.map((event) => JSON.stringify(event)).join("\n"));

describe("the log of the engine's events", () => {
  it("has one step per resource, sorted, with the inputs that make the engine do it", () =>
    expect(
      parsed(
        before("same", "same"),
        before("update", "u", { diffs: ["memory", "start"] }),
        before("update", "v", { diffs: ["start", "mustRun"] }),
        before("create-replacement", "r", { keys: ["envs"], diffs: ["envs", "labels"] }),
        before("replace", "r", { keys: ["envs"] }),
        before("delete-replaced", "r"),
        before("delete-replaced", "first"),
        before("replace", "first"),
        before("create-replacement", "first", { keys: ["ports"] }),
        before("delete", "d", { keys: [] }),
        before("create", "c"),
        before("delete-replaced", "rest"),
        before("create", "component", {}, "gaara:index:Flask"),
      ).steps,
    ).toEqual([
      { type: "Container", name: "c", op: "create", keys: [] },
      { type: "Container", name: "d", op: "delete", keys: [] },
      { type: "Container", name: "first", op: "replace", keys: ["ports"], deletedFirst: true },
      { type: "Container", name: "r", op: "replace", keys: ["envs"] },
      { type: "Container", name: "rest", op: "clear", keys: [] },
      { type: "Container", name: "u", op: "update", keys: ["memory", "start"] },
      { type: "Container", name: "v", op: "note", keys: ["mustRun", "start"] },
    ]));

  it("sees that protection is dropped, and not that it is put on", () =>
    expect(
      parsed(
        before("same", "off", { old: { protect: true }, new: { protect: false } }),
        before("same", "gone", { old: { protect: true }, new: {} }),
        before("same", "on", { old: {}, new: { protect: true } }),
      ).steps.map(({ name, op }) => [name, op]),
    ).toEqual([
      ["gone", "unprotect"],
      ["off", "unprotect"],
    ]));

  it("takes a stack for deployed that has a container", () => {
    const stopped = before("same", "v", {}, "docker:index/volume:Volume");
    expect(parsed(before("create", "c"), stopped).deployed).toBe(false);
    expect(parsed(before("create", "c"), before("same", "s")).deployed).toBe(true);
  });

  it("has no model of a stack that was stopped", () => {
    const [running, stopped] = ["same", "create"].map((op) =>
      parsed(before(op, "c"), {
        resOutputsEvent: {
          metadata: {
            op: "update",
            urn: urn("x", "gaara"),
            type: "gaara:index:Stack",
            old: { outputs: { model: modelWith() } },
            new: { outputs: { model: modelWith() } },
          },
        },
      }),
    );
    expect([running?.before, running?.after]).toEqual([modelWith(), modelWith()]);
    expect([stopped?.before, stopped?.after]).toEqual([undefined, modelWith()]);
  });

  it("sees another engine, and no other version of the plugin", () => {
    const plugin = (old: object, now: object) =>
      parsed(
        before(
          "update",
          "default_5_2_0",
          { diffs: ["host"], old: { inputs: old }, new: { inputs: now } },
          "pulumi:providers:docker",
        ),
      ).steps;
    expect(plugin({ version: "5.1.0" }, { version: "5.2.0" })).toEqual([]);
    expect(plugin({ host: "ssh://a" }, { host: "ssh://b" })).toEqual([
      { type: "Engine", name: "docker", op: "update", keys: ["ssh://a → ssh://b"] },
    ]);
    expect(plugin({}, { host: "ssh://b" })[0]?.keys).toEqual(["DOCKER_HOST → ssh://b"]);
    expect(plugin({ host: "ssh://a" }, { host: { ciphertext: "[secret]" } })[0]?.keys).toEqual([
      "ssh://a → a secret",
    ]);
  });

  it("may end in half a line, and nowhere else", () => {
    const line = JSON.stringify(before("create", "c"));
    expect(parseEvents(`${line}\n{"sequence":7,"reso`).steps).toHaveLength(1);
    expect(() => parseEvents(`{"sequence":7,"reso\n${line}`)).toThrow(SyntaxError);
  });

  it("has warnings and errors once each, and no debugging", () => {
    const said = (severity: string, message: string) => ({ diagnosticEvent: { severity, message } });
    const { warnings, errors } = parsed(
      said("warning", "nginx is replaced\n"),
      said("warning", "nginx is replaced\n"),
      said("error", "wrong"),
      said("error", "preview failed"),
      said("debug", "x"),
    );
    expect([warnings, errors]).toEqual([["nginx is replaced"], ["wrong"]]);
  });

  it("has no model where the stack has none", () => {
    const found = parsed({
      resOutputsEvent: {
        metadata: {
          op: "same",
          urn: urn("x", "gaara"),
          type: "gaara:index:Stack",
          old: { outputs: { model: { services: {} } } },
          new: { outputs: null },
        },
      },
    });
    expect([found.before, found.after]).toEqual([undefined, undefined]);
  });
});
