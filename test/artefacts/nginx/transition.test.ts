import { describe, expect, it } from "vitest";
import { renderNginx, renderStarting } from "../../../artefacts/nginx/render.ts";
import { transition } from "../../../artefacts/nginx/transition.ts";
import { development, upstreams } from "./inputs.ts";

const text = (django: readonly string[], bodyLimit = "100M") =>
  renderNginx({
    ...development,
    edge: { ...development.edge, bodyLimit },
    upstreams: { ...upstreams, django },
  });

const servers = (whole: string | undefined, upstream: string) =>
  [...(whole?.match(new RegExp(`upstream ${upstream} \\{[^}]*`))?.[0] ?? "").matchAll(/server (\S+)/g)].map(
    ([, name]) => name,
  );

describe("the text between two versions", () => {
  it("has the containers of both, and is otherwise the new text", () => {
    const between = transition(text(["old"], "1M"), text(["new"], "2M"));
    expect(servers(between, "django")).toEqual(["old:8000", "new:8000"]);
    expect(servers(between, "flask")).toEqual(["gaara-dev-flask-2b3c4d5:5001"]);
    expect(between).toContain("client_max_body_size 2M;");
    expect(between?.replace(/ +server old:8000 .*\n/, "")).toBe(text(["new"], "2M"));
  });
  it("is what the renderer makes of both", () => {
    expect(transition(text(["a"]), text(["b"]))).toBe(text(["a", "b"]));
  });
  it("is not needed where the old text knows every container", () => {
    expect(transition(text(["a", "b"]), text(["b"]))).toBeUndefined();
    expect(transition(text(["a"], "1M"), text(["a"], "2M"))).toBeUndefined();
  });
  it("is not needed where nothing served before", () => {
    expect(transition(renderStarting(), text(["a"]))).toBeUndefined();
    expect(transition(text([]), text(["a"]))).toBeUndefined();
    expect(transition(text(["a"]), text([]))).toBeUndefined();
  });
  it("keeps the old containers beside a replica that is added", () => {
    expect(servers(transition(text(["a"]), text(["a", "b"])), "django")).toEqual(["a:8000", "b:8000"]);
    expect(servers(transition(text(["a", "b"]), text(["b", "c"])), "django")).toEqual([
      "a:8000",
      "b:8000",
      "c:8000",
    ]);
  });
  it("takes names literally", () => {
    expect(servers(transition(text(["a"]), text(["a.b"])), "django")).toEqual(["a:8000", "a.b:8000"]);
  });
});
