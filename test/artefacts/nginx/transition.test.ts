import { describe, expect, it } from "vitest";
import { services } from "../../../config/services/index.ts";
import { buildModel } from "../../../artefacts/nginx/build.ts";
import { upstreamsOfLegacyText } from "../../../artefacts/nginx/legacy-upstreams.ts";
import type { NginxModel } from "../../../artefacts/nginx/nginx-model.ts";
import { renderModel, renderStarting } from "../../../artefacts/nginx/render.ts";
import { transition } from "../../../artefacts/nginx/transition.ts";
import { development, upstreams } from "./inputs.ts";

const model = (
  django: readonly string[],
  bodyLimit = "100M",
  catalogue = development.catalogue,
): NginxModel =>
  buildModel({
    ...development,
    catalogue,
    edge: { ...development.edge, bodyLimit },
    upstreams: { ...upstreams, django },
  });

const between = (before: NginxModel, after: NginxModel) => transition(before.upstreams, after);

const servers = (found: NginxModel | undefined, upstream: string) =>
  [
    ...(
      (found === undefined ? "" : renderModel(found)).match(
        new RegExp(`upstream ${upstream} \\{[^}]*`),
      )?.[0] ?? ""
    ).matchAll(/server (\S+)/g),
  ].map(([, name]) => name);

describe("the configuration between two versions", () => {
  it("has the containers of both, and is otherwise the new one", () => {
    const both = between(model(["old"], "1M"), model(["new"], "2M"));
    expect(servers(both, "django")).toEqual(["old:8000", "new:8000"]);
    expect(servers(both, "flask")).toEqual(["gaara-dev-flask-2b3c4d5:5001"]);
    const text = both === undefined ? "" : renderModel(both);
    expect(text).toContain("client_max_body_size 2M;");
    expect(text.replace(/ +server old:8000 .*\n/, "")).toBe(renderModel(model(["new"], "2M")));
  });
  it("has the upstreams that the tables give with the containers of both", () => {
    expect(between(model(["a"]), model(["b"]))).toEqual({
      ...model(["b"]),
      upstreams: model(["a", "b"]).upstreams,
    });
  });
  it("is not needed where the old one has every container", () => {
    expect(between(model(["a", "b"]), model(["b"]))).toBeUndefined();
    expect(between(model(["a"], "1M"), model(["a"], "2M"))).toBeUndefined();
  });
  it("is not needed where nothing served before", () => {
    expect(transition(upstreamsOfLegacyText(renderStarting()), model(["a"]))).toBeUndefined();
    expect(between(model([]), model(["a"]))).toBeUndefined();
    expect(between(model(["a"]), model([]))).toBeUndefined();
  });
  it("keeps the old containers beside a replica that is added", () => {
    expect(servers(between(model(["a"]), model(["a", "b"])), "django")).toEqual(["a:8000", "b:8000"]);
    expect(servers(between(model(["a", "b"]), model(["b", "c"])), "django")).toEqual([
      "a:8000",
      "b:8000",
      "c:8000",
    ]);
  });
  it("takes names literally", () => {
    expect(servers(between(model(["a"]), model(["a.b"])), "django")).toEqual(["a:8000", "a.b:8000"]);
  });
  it("leaves the old containers the port that they listen on", () => {
    const moved = { ...services, django: { ...services.django, port: 8001 } };
    expect(servers(between(model(["a"]), model(["b"], "100M", moved)), "django")).toEqual([
      "a:8000",
      "b:8001",
    ]);
  });
  it("has a developer's own server beside the container that takes its place", () => {
    const developed = { ...services, django: { ...services.django, developed: true, published: [] } };
    expect(servers(between(model([], "100M", developed), model(["a"])), "django")).toEqual([
      "host.docker.internal:8000",
      "a:8000",
    ]);
  });
});

describe("a text beside which no upstreams are kept", () => {
  it("gives those that its program wrote into it", () => {
    const developed = { ...services, flask: { ...services.flask, developed: true, published: [] } };
    const written = model(["a", "b.c-d_e"], "100M", developed);
    expect(upstreamsOfLegacyText(renderModel(written))).toEqual(written.upstreams);
  });
  it("has none where nginx has only started", () => {
    expect(upstreamsOfLegacyText(renderStarting())).toEqual([]);
    expect(upstreamsOfLegacyText("")).toEqual([]);
  });
});
