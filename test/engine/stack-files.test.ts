import { createHash, randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, logIn } from "../../testbed/api.ts";
import { containerOf, inside } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";

let report: StackReport;
let token: string;

beforeAll(async () => {
  report = await startedStack();
  ({ access: token } = await logIn(report));
});

const uploaded = z.object({ id: z.int(), name: z.string(), url: z.string(), size: z.int() });
const megabyte = 1024 * 1024;
const sha = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");

async function upload(name: string, content: Uint8Array<ArrayBuffer>, type: string): Promise<Response> {
  const form = new FormData();
  form.append("file", new Blob([content], { type }), name);
  return call(report, "api/files/", { method: "POST", token, body: form });
}

async function stored(name: string, content: Uint8Array<ArrayBuffer>, type: string) {
  const answer = await upload(name, content, type);
  expect(answer.status).toBe(201);
  const file = uploaded.parse(await answer.json());
  onTestFinished(async () => {
    const path = `api/files/${file.id}/`;
    expect((await call(report, path, { method: "DELETE", token })).status).toBe(204);
    expect((await fetch(new URL(file.url, report.urls["Gaara ERP"]))).status).toBe(404);
  });
  return { ...file, at: new URL(file.url, report.urls["Gaara ERP"]) };
}

describe("uploads", () => {
  it("of almost 100 MB come back as they were, and pass through no memory", async () => {
    const content = Uint8Array.from(randomBytes(99 * megabyte));
    const peak = await peakWhile(() => stored("backup.bin", content, "application/octet-stream"));
    expect(peak.used).toBeLessThan(60 * megabyte);
    const answer = await fetch(peak.result.at);
    expect(sha(new Uint8Array(await answer.arrayBuffer()))).toBe(sha(content));
    expect(answer.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''backup.bin");
  });

  it("are downloaded under the name that they were uploaded under", async () => {
    for (const name of ["تقرير المخزون (٢).bin", "بلا نهاية", "a'b;c=d.bin"]) {
      const { at } = await stored(name, Uint8Array.from([1]), "application/octet-stream");
      const disposition = (await fetch(at)).headers.get("content-disposition") ?? "";
      const [, encoded = ""] = /^attachment; filename\*=UTF-8''([\w.~%-]+)$/.exec(disposition) ?? [];
      expect(decodeURIComponent(encoded)).toBe(name);
    }
  });

  it("above the limit are refused, by nginx alone", async () => {
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(101 * megabyte)]), "large.bin");
    const refused = await call(report, "api/files/", { method: "POST", token, body: form }).then(
      ({ status }) => status,
      // nginx answers and closes while the client still sends; some clients see only the latter.
      () => 413,
    );
    expect(refused).toBe(413);
  });

  it("are shown only where they can do nothing, whatever they call themselves", async () => {
    const page = Uint8Array.from(Buffer.from("<script>alert(document.domain)</script>"));
    for (const [name, type] of [
      ["page.html", "text/html"],
      ["picture.svg", "image/svg+xml"],
      ["../../etc/passwd", "image/png"],
      ["picture.png.php", "image/png"],
    ] as const) {
      const { at } = await stored(name, page, type);
      expect(at.pathname).toMatch(/^\/erp\/api\/files\/\d+\/content\/$/);
      const { headers } = await fetch(at);
      expect([name, headers.get("content-disposition")]).toEqual([
        name,
        expect.stringMatching(/^attachment;/),
      ]);
      expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  it("want a log-in", async () => {
    const form = new FormData();
    form.append("file", new Blob(["x"]), "x.txt");
    expect((await call(report, "api/files/", { method: "POST", body: form })).status).toBe(401);
  });
});

describe("static files", () => {
  it("are named by their content, so that two versions can serve side by side", async () => {
    const manifest = z
      .object({ paths: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await inside(report, "django", ["cat", "/app/staticfiles/staticfiles.json"])));
    const names = Object.values(manifest.paths);
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) expect(name).toMatch(/\.[0-9a-f]{12}(\.\w+)?$/);
  });
});

/** The second version of the kernel's control groups names it `anon`, the first one `rss`. */
const memoryStats = z.object({
  stats: z.union([z.object({ anon: z.number() }), z.object({ rss: z.number() })]),
});

/** How much more memory Django's container had at its highest while something was done. */
async function peakWhile<T>(work: () => Promise<T>): Promise<{ readonly used: number; readonly result: T }> {
  const container = containerOf(report, "django");
  const now = async (): Promise<number> => {
    const { memory_stats: memory } = await container.stats({ stream: false, "one-shot": true });
    // Of the processes themselves; what is cached of files is given back at need.
    const { stats } = memoryStats.parse(memory);
    return "anon" in stats ? stats.anon : stats.rss;
  };
  const before = await now();
  let highest = before;
  let working = true;
  const watching = (async () => {
    while (working) highest = Math.max(highest, await now());
  })();
  try {
    return { result: await work(), used: highest - before };
  } finally {
    working = false;
    await watching;
  }
}
