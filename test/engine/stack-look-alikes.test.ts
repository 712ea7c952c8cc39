import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, logIn } from "../../testbed/api.ts";
import { inside } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";

/** Latin letters alone, as the look-alikes are of these. */
const base = `epo${[...randomBytes(4)].map((byte) => "aeopcxy"[byte % 7]).join("")}`;
const cyrillic = Array.from(
  base,
  (letter) => ({ a: "а", e: "е", o: "о", p: "р", c: "с", x: "х", y: "у" })[letter],
);
const password = "quite-long-77";
let report: StackReport;
let token: string;

beforeAll(async () => {
  report = await startedStack();
  ({ access: token } = await logIn(report));
});

const shell = (code: string) => inside(report, "django", ["python", "manage.py", "shell", "-c", code]);

afterAll(() =>
  shell(
    "from django.contrib.auth.models import User; User.objects.filter(email='look@alike.example').delete()",
  ),
);

async function make(username: string) {
  const json = { username, email: "look@alike.example", password };
  const answer = await call(report, "api/users/", { method: "POST", json, token });
  const { username: made, fields } = (await answer.json()) as { username?: string; fields?: object };
  return { status: answer.status, made, refused: JSON.stringify(fields) };
}

describe("a user name", () => {
  it("is stored in one form, whatever form it came in", async () => {
    const wide = Array.from(base, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join("");
    expect(await make(wide)).toMatchObject({ status: 201, made: base });
  });

  it.each([
    ["in capitals", base.toUpperCase(), "looks like that of another account"],
    ["of Cyrillic letters that look the same", cyrillic.join(""), "looks like that of another account"],
    ["with one of them", base.replace("e", "е"), "mixes letters of several scripts"],
  ])("%s is refused beside it, by the API and the admin", async (_, name, words) => {
    expect(await make(name)).toEqual({
      status: 400,
      made: undefined,
      refused: expect.stringContaining(words) as string,
    });
    const form = { username: name, password1: password, password2: password, usable_password: "true" };
    const output = await shell(
      [
        "from django.contrib.auth.models import User; from django.test import Client",
        `c = Client(HTTP_HOST='localhost'); c.force_login(User.objects.filter(is_superuser=True).first())`,
        `a = c.post('/api/admin/auth/user/add/', ${JSON.stringify(form)})`,
        `print('ANSWER', a.status_code, a.content.decode().count('id_username_error'))`,
      ].join("\n"),
    );
    expect(output).toMatch(/ANSWER 200 [12]$/);
  });

  it("in Arabic is as good as any", async () => {
    expect(await make(`منى${base.length}`)).toMatchObject({ status: 201 });
  });

  it("that an account already has goes on working", async () => {
    const old = base.replace("o", "о");
    await shell(
      `from django.contrib.auth.models import User; User.objects.create_user('${old}', 'look@alike.example', '${password}')`,
    );
    expect((await logIn(report, { username: old, password })).access).not.toBe("");
  });
});

describe("a number in a path", () => {
  const digits = {
    Arabic: "١",
    Persian: "۱",
    Devanagari: "१",
    "full-width": "１",
    signed: "+1",
    grouped: "0_1",
  };

  it.each(Object.entries(digits))(
    "has digits of ASCII alone, no %s ones, for every method",
    async (_, one) => {
      for (const method of ["GET", "PUT", "PATCH", "DELETE"])
        for (const path of ["inventory/api/products/", "api/files/"]) {
          const tail = path.startsWith("api") ? "/" : "";
          const options = { method, token, ...(method === "GET" ? {} : { json: {} }) };
          const answer = await call(report, `${path}${encodeURIComponent(one)}${tail}`, options);
          expect([method, path, answer.status]).toEqual([method, path, 404]);
        }
    },
  );
});
