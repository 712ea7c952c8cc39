import { beforeAll, describe, expect, it } from "vitest";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { development } from "../artefacts/nginx/inputs.ts";
import { answering, ask, type Ask } from "./nginx-client.ts";
import { startEdge, type Edge } from "./nginx-server.ts";

describe("files from the real nginx", () => {
  let edge: Edge;
  const get = (path: string, options: Ask = {}) => ask(edge.port(80), path, options);

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });
  beforeAll(async () => {
    await edge.files("/srv/static", {
      "site.0a1b.css": "نص".repeat(600),
      ".secret": "x",
      "sub/.git/config": "x",
      "sub/index.html": "index",
    });
    await edge.files("/srv/media", {
      "a.html": "<script>alert(1)</script>",
      "a.svg": "<svg/>",
      "a.js": "alert(1)",
      "a.png": "png",
      "a.jpg": "jpg",
      "a.pdf": "pdf",
      "a.unknown": "x",
      bare: "x",
      "index.html": "index",
      "صورة.png": "arabic",
      "link.png": "->/tmp/outside",
      folder: "->/tmp",
    });
    await edge.files("/srv/media", {
      "uploads/a.png": "private",
      "uploads/.secret": "x",
      "uploads/sub/b.html": "below",
      "uploads/link.png": "->/tmp/outside",
    });
    await edge.files("/tmp", { outside: "outside" });
    await edge.application(...Object.values(development.upstreams).flat());
    await edge.load(renderNginx(development));
  });

  it("are kept for a year where their names are hashes", async () => {
    const answer = await get("/erp/static/site.0a1b.css");
    expect(answer).toMatchObject({ status: 200, body: "نص".repeat(600) });
    expect(answer.headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "text/css; charset=utf-8",
    });
    expect((await get("/erp/static/missing.css")).headers["cache-control"]).toBe("no-store");
    expect(
      (await get("/erp/static/site.0a1b.css", { headers: { "Accept-Encoding": "gzip" } })).headers,
    ).toMatchObject({
      "content-encoding": "gzip",
      vary: "Accept-Encoding",
    });
  });

  it.each(["", ".secret", "%2Esecret", "sub", "sub/", "sub/.git/config", "none", "../media/a.png%00"])(
    "are not: /erp/static/%s",
    async (path) => {
      expect((await get(`/erp/static/${path}`)).status).toBeGreaterThanOrEqual(400);
    },
  );

  it.each([
    ["a.html", "attachment"],
    ["a.svg", "attachment"],
    ["a.js", "attachment"],
    ["a.unknown", "attachment"],
    ["index.html", "attachment"],
    ["a.png", "inline"],
    ["a.jpg", "inline"],
    ["%D8%B5%D9%88%D8%B1%D8%A9.png", "inline"],
  ])("of users run nothing: %s is an %s in a sandbox", async (name, disposition) => {
    const answer = await get(`/erp/media/${name}`);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-disposition": disposition,
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, max-age=300",
    });
  });

  const arabic = "%D8%AA%D9%82%D8%B1%D9%8A%D8%B1%20(%D9%A2)".replaceAll("(", "%28").replaceAll(")", "%29");

  it.each([
    ["a.html", `${arabic}.html`, `attachment; filename*=UTF-8''${arabic}.html`],
    ["a.png", `${arabic}.PNG`, `inline; filename*=UTF-8''${arabic}.PNG`],
    ["bare", arabic, `attachment; filename*=UTF-8''${arabic}`],
    ["bare", `${arabic}.%D8%B9`, `attachment; filename*=UTF-8''${arabic}.%D8%B9`],
  ])("of users keep the names that they were uploaded under: %s as %s", async (path, name, disposition) =>
    expect((await get(`/erp/media/${path}?name=${name}`)).headers["content-disposition"]).toBe(disposition),
  );

  it.each([
    ["another ending", "a.html", "report.exe"],
    ["no ending", "a.html", "report"],
    ["an ending of its own", "bare", "report.exe"],
    ["a line break", "a.html", "a%0d%0aSet-Cookie:%20x%3d1.html"],
    ["a NUL", "a.html", "a%00.html"],
    ["a DEL", "a.html", "a%7F.html"],
    ["a slash", "a.html", "..%2Fa.html"],
    ["a backslash", "a.html", "..%5Ca.html"],
    ["a quote", "a.html", "a'b.html"],
    ["a semicolon", "a.html", "a;filename=b.html"],
    ["half a code", "a.html", "%D.html"],
    ["nothing", "a.html", ""],
  ])("of users have no name that a link gives them: one with %s", async (_, path, name) => {
    const { headers } = await get(`/erp/media/${path}?name=${name}`);
    expect(headers["content-disposition"]).toBe("attachment");
    expect(headers["set-cookie"]).toBeUndefined();
  });

  it("of users in PDF are shown, with access to nothing", async () => {
    expect((await get("/erp/media/a.pdf")).headers).toMatchObject({
      "content-disposition": "inline",
      "content-type": "application/pdf",
      "content-security-policy": "default-src 'none'; object-src 'self'; frame-ancestors 'self'",
    });
  });

  it("of users lead nowhere else, and are only read", async () => {
    expect(await edge.shell("cat /srv/media/link.png /srv/media/folder/outside")).toBe("outsideoutside");
    expect((await get("/erp/media/link.png")).status).toBe(404);
    expect((await get("/erp/media/folder/outside")).status).toBe(404);
    expect((await get("/erp/media/")).status).toBe(404);
    for (const method of ["POST", "PUT", "DELETE"])
      expect((await get("/erp/media/a.png", { method })).status).toBe(405);
    expect(await get("/erp/media/a.png", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });

  describe("of a private folder", () => {
    const place = "/.gaara/media/uploads";
    const handing = (target: string, headers: Ask["headers"] = {}): Ask => ({
      headers: { ...headers, ...answering({ headers: { "X-Accel-Redirect": target }, type: "" }) },
    });

    it.each([
      [80, "/erp/api/x"],
      [80, "/erp/api/files/1/content/"],
      [8000, "/api/x"],
      [8000, "/api/files/1/content/"],
    ])("are served on their service's word, at %d%s", async (port, path) => {
      const answer = await ask(edge.port(port), path, handing(`${place}/a.png?name=%D8%B5.png`));
      expect(answer).toMatchObject({ status: 200, body: "private" });
      expect(answer.headers).toMatchObject({
        "content-type": "image/png",
        "content-disposition": "inline; filename*=UTF-8''%D8%B5.png",
        "cache-control": "private, max-age=300",
        "x-content-type-options": "nosniff",
      });
      expect(answer.headers).not.toHaveProperty("x-accel-redirect");
      const again = (headers: Ask["headers"]) =>
        ask(edge.port(port), path, handing(`${place}/a.png`, headers));
      expect(await again({ Range: "bytes=1-3" })).toMatchObject({ status: 206, body: "riv" });
      expect(await again({ "If-None-Match": answer.headers.etag ?? "" })).toMatchObject({ status: 304 });
      expect(await ask(edge.port(port), path, handing(`${place}/sub/b.html`))).toMatchObject({
        body: "below",
      });
    });

    it.each([
      [80, "/erp/"],
      [80, "/erp/inventory/api/"],
      [80, "/erp/ml/api/"],
      [80, "/erp/ai/api/"],
      [5001, "/"],
      [5101, "/"],
      [5501, "/"],
      [5601, "/"],
    ])("are served on no other service's word: %d%s", async (port, path) => {
      for (const target of [`${place}/a.png`, "/erp/static/site.0a1b.css", "@gaara_plain:/erp/api/files/"]) {
        const answer = await ask(edge.port(port), path, handing(target));
        expect([answer.status, answer.seen().header("x-accel-prefix")]).toEqual([200, []]);
        expect(answer.headers).not.toHaveProperty("x-accel-redirect");
      }
    });

    it.each(["/../a.png", "/..%2Fa.png", "/.secret", "/link.png", "/none", "/sub", "/", ""])(
      "lead to nothing else: %s",
      async (rest) => expect((await get("/erp/api/x", handing(place + rest))).status).toBe(404),
    );

    it.each([
      `${place}/a.png`,
      "/erp/media/uploads/a.png",
      "/erp/media/%75ploads/a.png",
      "/erp/media//uploads/a.png",
      "/erp/media/x/../uploads/a.png",
      "/erp/media/uploads",
      "/erp/media/uploads/",
    ])("are asked for in vain from outside: %s", async (path) => {
      expect((await get(path)).status).toBe(404);
      expect((await ask(edge.port(8000), path)).body).not.toBe("private");
    });
  });
});
