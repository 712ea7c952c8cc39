import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, claimsOf, forged, logIn } from "../../testbed/api.ts";
import { inside } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";

let report: StackReport;
let access: string;
let refresh: string;

beforeAll(async () => {
  report = await startedStack();
  ({ access, refresh } = await logIn(report));
});

const secret = (key: string): string => report.secrets[key] ?? "";
const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;
const users = (token?: string) => call(report, "api/users/", token === undefined ? {} : { token });
const product = (sku: string) => ({
  sku,
  name_ar: "شتلة",
  name_en: "Seedling",
  unit: "piece",
  quantity: "3",
  price: "0.10",
});
const write = (json: unknown, token?: string) =>
  call(report, "inventory/api/products/", {
    method: "POST",
    json,
    ...(token === undefined ? {} : { token }),
  });

describe("the first superuser", () => {
  it("logs in with the generated password, and nobody with another one", async () => {
    expect(claimsOf(access)).toMatchObject({ username: "admin", is_superuser: true, type: "access" });
    const wrong = { username: "admin", password: "wrong" };
    expect(await statusOf(call(report, "api/token/", { method: "POST", json: wrong }))).toBe(401);
  });

  it("is made once: the job that makes it changes nothing afterwards, a changed password least of all", async () => {
    const script = (code: string) => inside(report, "django", ["python", "manage.py", "shell", "-c", code]);
    const user = "from django.contrib.auth.models import User; u = User.objects.get(username='admin');";
    const before = await script(`${user} print(u.password)`);
    await script(`${user} u.set_password('of-my-own-choice'); u.save()`);
    try {
      await inside(report, "django", [
        "env",
        "DJANGO_SUPERUSER_USERNAME=admin",
        "DJANGO_SUPERUSER_EMAIL=x@example.com",
        `DJANGO_SUPERUSER_PASSWORD=${report.superuser.password}`,
        "python",
        "manage.py",
        "ensure_superuser",
      ]);
      await logIn(report, { username: "admin", password: "of-my-own-choice" });
    } finally {
      await script(`${user} u.password = '${before.split("\n").at(-1) ?? ""}'; u.save()`);
    }
    // Tokens of before the change hold no more.
    ({ access, refresh } = await logIn(report));
    expect(access).not.toBe("");
  });
});

describe("tokens", () => {
  it("open Django's users and Flask's products alike: one is made, changed and deleted", async () => {
    expect(await statusOf(users(access))).toBe(200);
    const sku = `T-${randomBytes(4).toString("hex")}`;
    const made = await write(product(sku), access);
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: number };
    const path = `inventory/api/products/${id}`;
    const change = { method: "PATCH", json: { price: "12.35" }, token: access };
    expect(await (await call(report, path, change)).json()).toMatchObject({ sku, price: "12.35" });
    expect(await (await call(report, path)).json()).toMatchObject({ sku, price: "12.35" });
    expect(await statusOf(write(product(sku), access))).toBe(409);
    expect(await statusOf(call(report, path, { method: "DELETE", token: access }))).toBe(204);
    expect(await statusOf(call(report, path))).toBe(404);
  });

  it("are needed to write, not to read products", async () => {
    expect(await statusOf(call(report, "inventory/api/products/"))).toBe(200);
    const refused = await write(product("T-none"));
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toMatch(/^Bearer/);
  });

  it("say field by field what is wrong about a product", async () => {
    const answer = await write({ ...product("bad sku!"), price: "-1" }, access);
    expect(answer.status).toBe(400);
    expect(Object.keys(((await answer.json()) as { fields: object }).fields).sort()).toEqual([
      "price",
      "sku",
    ]);
  });

  it("are signed with JWT_SECRET_KEY and JWT_REFRESH_SECRET_KEY", async () => {
    const { sub, username } = claimsOf(access);
    const own = forged({ sub, username, is_superuser: true }, secret("jwtSecretKey"));
    expect(await statusOf(users(own))).toBe(200);
    const renewing = forged({ sub, type: "refresh" }, secret("jwtRefreshSecretKey"));
    const answer = await call(report, "api/token/refresh/", { method: "POST", json: { refresh: renewing } });
    expect(answer.status).toBe(200);
    const renewed = (await answer.json()) as { access: string };
    expect(await statusOf(users(renewed.access))).toBe(200);
  });

  it("are refused when they are wrong, expired, foreign or meant for something else", async () => {
    const { sub, username } = claimsOf(access);
    const claims = { sub, username, is_superuser: true };
    const past = Math.floor(Date.now() / 1000) - 3600;
    const refused = {
      garbage: "garbage",
      changed: `${access.slice(0, -4)}AAAA`,
      expired: forged({ ...claims, iat: past, exp: past + 60 }, secret("jwtSecretKey")),
      "of another issuer": forged({ ...claims, iss: "somebody" }, secret("jwtSecretKey")),
      "of another key": forged(claims, "k".repeat(64)),
      "of the session key": forged(claims, secret("djangoSecretKey")),
      unsigned: forged(claims, "", "none"),
      "for refreshing": refresh,
    };
    for (const [what, token] of Object.entries(refused)) {
      expect([what, await statusOf(users(token))]).toEqual([what, 401]);
      expect([what, await statusOf(write(product("T-none"), token))]).toEqual([what, 401]);
    }
    for (const wrong of [access, "garbage", forged({ sub, type: "refresh" }, secret("jwtSecretKey"))])
      expect(
        await statusOf(call(report, "api/token/refresh/", { method: "POST", json: { refresh: wrong } })),
      ).toBe(401);
  });
});
