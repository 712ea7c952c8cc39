import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { portOf } from "../../cli/checks/context.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, logIn, type Call } from "../../testbed/api.ts";
import { inside } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";

const file = z.object({ id: z.int(), url: z.string() });
const listed = z.object({
  count: z.int(),
  results: z.array(file),
  quota: z.object({ used: z.int(), limit: z.int() }),
});
const megabyte = 1024 * 1024;
const somebody = {
  username: `files-${randomBytes(4).toString("hex")}`,
  password: randomBytes(12).toString("hex"),
};
const content = Buffer.from("ملف خاص\n".repeat(100));

let report: StackReport;
let administrator: string;
let own: string;
/** The administrator's file. */
let theirs: z.output<typeof file>;

/** The last line that a script in Django prints; `User`, `StoredFile` and `somebody` are there. */
const script = async (code: string): Promise<string> => {
  const start = [
    "import json",
    "from django.contrib.auth.models import User",
    "from files.models import StoredFile",
    `somebody = User.objects.filter(username="${somebody.username}").first()`,
  ].join("\n");
  const command = ["python", "manage.py", "shell", "-c", `${start}\n${code}`];
  return (await inside(report, "django", command)).split("\n").at(-1) ?? "";
};

const at = (url: string) => new URL(url, report.urls["Gaara ERP"]);
const upload = (token: string, bytes: Uint8Array<ArrayBuffer>, name = "خاص.bin") => {
  const body = new FormData();
  body.append("file", new Blob([bytes]), name);
  return call(report, "api/files/", { method: "POST", token, body });
};
const asked = (path: string, options: Call = {}) => call(report, `api/files/${path}`, options);
const list = async (token: string) => listed.parse(await (await asked("", { token })).json());
const refused = async (url: string): Promise<readonly unknown[]> => {
  const answer = await fetch(at(url));
  return [answer.status, answer.headers.get("content-type")];
};
const problem = (status: number) => [status, "application/problem+json"];

beforeAll(async () => {
  report = await startedStack();
  await script(`User.objects.create_user("${somebody.username}", password="${somebody.password}")`);
  ({ access: administrator } = await logIn(report));
  ({ access: own } = await logIn(report, somebody));
  theirs = file.parse(await (await upload(administrator, content)).json());
});

afterAll(async () => {
  await asked(`${theirs.id}/`, { method: "DELETE", token: administrator });
  for (const { id } of (await list(own)).results) await asked(`${id}/`, { method: "DELETE", token: own });
  await script("somebody.delete()");
});

describe("a file", () => {
  it("is listed to and deleted by its owner and administrators alone", async () => {
    expect((await list(own)).results).toEqual([]);
    for (const method of ["GET", "DELETE"])
      expect((await asked(`${theirs.id}/`, { method, token: own })).status).toBe(404);
    const mine = file.parse(await (await upload(own, content)).json());
    expect((await list(own)).results.map(({ id }) => id)).toEqual([mine.id]);
    expect((await list(administrator)).results.map(({ id }) => id)).toEqual(
      expect.arrayContaining([mine.id, theirs.id]),
    );
    expect((await asked(`${mine.id}/`, { token: administrator })).status).toBe(200);
    expect((await asked(`${mine.id}/`, { method: "DELETE", token: administrator })).status).toBe(204);
    expect(await list(own)).toMatchObject({ count: 0, quota: { used: 0 } });
  });

  it("is served at an address that was signed for it a moment ago, and at no other", async () => {
    const { url } = theirs;
    const made = await script(`
from time import time
from unittest.mock import patch
from files import downloads
stored = StoredFile.objects.get(pk=${theirs.id})
with patch("files.downloads.time", lambda: time() - 400):
    print(json.dumps({"name": stored.content.name, "expired": downloads.address(stored)}))`);
    const { name, expired } = z.object({ name: z.string(), expired: z.string() }).parse(JSON.parse(made));
    expect(at(url).pathname).toBe(`/erp/api/files/${theirs.id}/content/`);
    expect((await fetch(at(url))).status).toBe(200);
    const last = url.endsWith("A") ? "B" : "A";
    for (const other of [
      at(url).pathname,
      url.slice(0, -1) + last,
      url.replace(`/${theirs.id}/`, `/${theirs.id + 1}/`),
      `/erp${expired}`,
    ])
      expect([other, await refused(other)]).toEqual([other, problem(403)]);
    for (const place of [
      `/erp/media/${name}`,
      `/erp/media/%75ploads/${name.slice(8)}`,
      `/.gaara/media/${name}`,
    ])
      expect([place, (await refused(place))[0]]).toEqual([place, 404]);
  });

  it("is sent in parts, and not again to a browser that has it, on the direct port too", async () => {
    const direct = `http://127.0.0.1:${portOf(report, "django").host}`;
    const headers = { Authorization: `Bearer ${administrator}` };
    const there = file.parse(await (await fetch(`${direct}/api/files/${theirs.id}/`, { headers })).json());
    for (const address of [at(theirs.url), new URL(there.url, direct)]) {
      const whole = await fetch(address);
      expect(Buffer.from(await whole.arrayBuffer())).toEqual(content);
      expect(Object.fromEntries(whole.headers)).toMatchObject({
        "accept-ranges": "bytes",
        "cache-control": "private, max-age=300",
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent("خاص.bin")}`,
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
      });
      const part = await fetch(address, { headers: { Range: "bytes=4-9" } });
      expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 4-9/${content.length}`]);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(content.subarray(4, 10));
      const etag = whole.headers.get("etag") ?? "";
      expect((await fetch(address, { headers: { "If-None-Match": etag } })).status).toBe(304);
    }
  });
});

describe("room for files", () => {
  /** A file in the database alone. */
  const fill = (owner: string, size: string) =>
    script(
      `StoredFile.objects.create(content="uploads/filling", name="filling", owner=${owner}, size=${size})`,
    );
  const stored = async () =>
    Number(await inside(report, "django", ["sh", "-c", "ls /app/media/uploads | wc -l"]));
  const part = () => Uint8Array.from(randomBytes(megabyte));

  it("is nobody's twice: of uploads at once only those are kept that fit", async () => {
    const { quota } = await list(own);
    await fill("somebody", String(quota.limit - 1.5 * megabyte));
    const before = await stored();
    const answers = await Promise.all([1, 2, 3].map(() => upload(own, part())));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 507, 507]);
    const late = answers.find(({ status }) => status === 507);
    expect(await late?.json()).toMatchObject({
      title: "Insufficient Storage",
      detail: expect.stringContaining("files of yours") as string,
    });
    expect(await stored()).toBe(before + 1);
    expect((await list(own)).quota).toEqual({ used: quota.limit - megabyte / 2, limit: quota.limit });
    for (const { id } of (await list(own)).results) await asked(`${id}/`, { method: "DELETE", token: own });
    const again = await upload(own, part());
    expect(again.status).toBe(201);
  });

  it("ends for everybody where all of it is used, also by files whose owner is gone", async () => {
    const before = await stored();
    await fill("None", "10 * 2**30");
    const answer = await upload(own, part());
    const filling = (await list(administrator)).results[0];
    expect((await asked(`${filling?.id}/`, { method: "DELETE", token: administrator })).status).toBe(204);
    expect(answer.status).toBe(507);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining("An operator") as string });
    expect(await stored()).toBe(before);
  });
});
