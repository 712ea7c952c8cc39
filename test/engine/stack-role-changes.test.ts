import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, claimsOf, logIn, type Call } from "../../testbed/api.ts";
import { startedStack } from "../../testbed/stack.ts";
import {
  makeAccounts,
  printed,
  removeAccounts,
  shell,
  type Role,
  type RoleAccount,
} from "./role-accounts.ts";

let report: StackReport;
let accounts: Readonly<Record<Role, RoleAccount>>;
let superuser: string;

beforeAll(async () => {
  report = await startedStack();
  superuser = (await logIn(report)).access;
  accounts = await makeAccounts(report);
});

afterAll(() => removeAccounts(report));

const statusOf = async (path: string, options: Call): Promise<number> =>
  (await call(report, path, options)).status;
const patch = (id: number, json: unknown, { token }: Pick<RoleAccount, "token"> = accounts.administrator) =>
  call(report, `api/users/${id}/`, { method: "PATCH", json, token });
/** The JSON that a program of this folder prints in Django. */
const program = (name: string) =>
  printed(report, "django", shell(readFileSync(new URL(name, import.meta.url), "utf8")));

describe("a role", () => {
  it("counts as soon as it is given, when tokens that say another hold no more", async () => {
    const { viewer } = accounts;
    let { token } = viewer;
    const upload = () => statusOf("api/files/", { method: "POST", json: {}, token });
    for (const [role, status] of [
      ["editor", 400],
      ["viewer", 403],
    ] as const) {
      expect(await (await patch(viewer.id, { role })).json()).toMatchObject({ id: viewer.id, role });
      expect(await upload()).toBe(401);
      ({ access: token } = await logIn(report, viewer));
      expect(await upload()).toBe(status);
      expect(claimsOf(token)).toMatchObject({ role, is_superuser: false });
      expect(await (await call(report, "api/users/me/", { token })).json()).toMatchObject({ role });
    }
  });

  it("goes with an account that is switched off", async () => {
    const { viewer } = accounts;
    expect((await patch(viewer.id, { is_active: false })).status).toBe(200);
    expect(await statusOf("api/users/me/", { token: viewer.token })).toBe(401);
    await expect(logIn(report, viewer)).rejects.toThrow("401");
    expect((await patch(viewer.id, { is_active: true })).status).toBe(200);
    expect((await logIn(report, viewer)).access).not.toBe("");
  });

  it.each([
    [[]],
    [{ role: "king" }],
    [{ role: ["viewer"] }],
    [{ role: null }],
    [{ is_active: 1 }],
    [{ is_superuser: true }],
  ])("that is asked for in a wrong way changes nothing: %j", async (json) => {
    const { editor } = accounts;
    expect((await patch(editor.id, json)).status).toBe(400);
    const me = await call(report, "api/users/me/", { token: editor.token });
    expect(await me.json()).toMatchObject({ role: "editor", is_superuser: false });
  });

  it("of a superuser is for superusers to change, and nobody's to take", async () => {
    const id = Number(claimsOf(superuser).sub);
    expect((await patch(id, { is_active: false })).status).toBe(403);
    expect((await patch(id, { role: "editor" }, { token: superuser })).status).toBe(409);
    expect(await statusOf("api/users/", { token: superuser })).toBe(200);
  });

  it("lets an editor delete his own files and an administrator everybody's", async () => {
    const upload = async (token: string): Promise<string> => {
      const body = new FormData();
      body.append("file", new Blob(["x"]), "x.txt");
      const answer = await call(report, "api/files/", { method: "POST", body, token });
      return `api/files/${z.object({ id: z.int() }).parse(await answer.json()).id}/`;
    };
    const { editor, administrator } = accounts;
    const { access: viewer } = await logIn(report, accounts.viewer);
    const [first, second, other] = [
      await upload(editor.token),
      await upload(editor.token),
      await upload(superuser),
    ];
    const found = [];
    for (const [path, token] of [
      [other, editor.token],
      [first, viewer],
      [first, editor.token],
      [second, administrator.token],
      [other, administrator.token],
    ] as const)
      found.push(await statusOf(path, { method: "DELETE", token }));
    expect(found).toEqual([404, 403, 204, 204, 204]);
  });

  it("of an account that a version without roles has made is what it could do before", async () => {
    expect(await program("roles-before.py")).toEqual({
      stored: { "roles-superuser": "administrator", "roles-user": "editor" },
      late: { "roles-late-superuser": "administrator", "roles-late": "editor" },
      orphans: 0,
    });
  });

  it("gives nobody more on the admin pages, and leaves one administrator at least", async () => {
    expect(await program("roles-admin.py")).toEqual({
      "administrator makes a superuser": [302, "viewer", false],
      "administrator changes a superuser": [403, "administrator", true],
      "administrator sets a superuser's password": 403,
      "administrator deletes a superuser": 403,
      "administrator deletes himself": 403,
      "editor looks at an account": 200,
      "editor changes a role": [403, "viewer", false],
      "editor makes an account": 403,
      "superuser makes an account": 302,
      "its role": "viewer",
      "one of two steps down": [302, "editor", false],
      "the last steps down on the pages": [200, "administrator", false],
      "the last steps down": 409,
      "the last is switched off": 409,
    });
  });
});
