import { describe, expect, it } from "vitest";
import type { ServiceDefinition } from "../../../config/services/definition.ts";
import { services } from "../../../config/services/index.ts";
import { buildModel, type NginxInput } from "../../../artefacts/nginx/build.ts";
import { renderNginx } from "../../../artefacts/nginx/render.ts";
import { blockOf } from "./block-of.ts";
import { development } from "./inputs.ts";

const place = "/.gaara/media/uploads/";

const withService = (service: keyof typeof services, change: Partial<ServiceDefinition>): NginxInput => ({
  ...development,
  catalogue: { ...services, [service]: { ...services[service], ...change } },
});
const mounting = (service: keyof typeof services, ...folders: readonly string[]): NginxInput =>
  withService(service, { mounts: [{ volume: "media", path: "/m", private: folders }] });

/** A location of the public door. */
const at = (input: NginxInput, path: string) =>
  buildModel(input)
    .servers.find(({ title }) => title === "public door")
    ?.locations.find(({ match }) => match.path === path && match.kind === "prefix");

/** Paths that no client can ask for, by server. */
const internal = (input: NginxInput) =>
  buildModel(input).servers.flatMap(({ title, locations }) =>
    locations.flatMap((one) =>
      one.kind === "files" && one.internal === true ? [`${title} ${one.match.path}`] : [],
    ),
  );

/** Locations whose service is taken at its word. */
const handing = (input: NginxInput) =>
  buildModel(input).servers.flatMap(({ title, locations }) =>
    locations.flatMap((one) => (one.kind === "proxy" && one.handsOver ? [`${title} ${one.match.path}`] : [])),
  );

describe("private folders", () => {
  it("are closed to every route, and open to the word of their service on its ports alone", () => {
    expect(at(development, "/erp/media/uploads/")).toMatchObject({ kind: "notFound" });
    expect(at(development, "/erp/media/")).toMatchObject({ kind: "files" });
    expect(at(development, place)).toMatchObject({ root: "/srv/media/", folder: "uploads/", internal: true });
    expect(internal(development)).toEqual([`public door ${place}`, `direct port of django ${place}`]);
  });

  it("are served on the word of no other service", () => {
    const paths = handing(development);
    expect(paths).toContain("public door /erp/api/files/");
    expect(paths).toContain("direct port of django /");
    expect(paths.filter((one) => !/^public door \/erp\/api|^direct port of django /.test(one))).toEqual([]);
  });

  it("have one place where two services have them, and none where there is no folder", () => {
    expect(internal(mounting("flask", "uploads/", "uploads/"))).toEqual([
      `public door ${place}`,
      `direct port of django ${place}`,
      `direct port of flask ${place}`,
    ]);
    const none = mounting("django");
    expect([handing(none), at(none, "/erp/media/uploads/")]).toEqual([[], undefined]);
  });

  it("are a developer's own, whose server sends the files itself", () => {
    const developed = withService("django", { developed: true, published: [] });
    expect(at(developed, "/erp/api/")).toMatchObject({ kind: "proxy", handsOver: false });
    expect([internal(developed), at(developed, "/erp/media/uploads/")]).toEqual([[], undefined]);
  });
});

describe("the text about X-Accel-Redirect", () => {
  const text = renderNginx(development);

  it("takes it from nobody but where files are handed over", () => {
    expect(blockOf(text, "http")).toContain("proxy_ignore_headers X-Accel-Redirect;");
    const taking = ["set $gaara_accel /.gaara/;", "proxy_ignore_headers X-Accel-Expires;"];
    for (const head of ["/erp/api/", "/erp/api/files/", "@gaara_plain:/erp/api/files/", "/api/files/"])
      for (const line of taking) expect(blockOf(text, `location ${head}`)).toContain(line);
    for (const head of ["/erp/", "/erp/inventory/api/", "/erp/ml/api/", "/erp/ai/api/"])
      expect(blockOf(text, `location ${head}`)).not.toMatch(/accel/i);
    expect(text.match(/location \/\.gaara\/media\/\S+ \{\n +internal;/g)).toHaveLength(2);
  });

  it("keeps links inside the volume, not inside the folder alone", () =>
    expect(blockOf(text, `location ${place}`)).toContain("disable_symlinks on from=/srv/media;"));
});
