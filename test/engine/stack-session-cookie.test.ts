import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserOptions, logIn as logInOn } from "../../cli/docs/browser.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, logIn } from "../../testbed/api.ts";
import { stackName } from "../../testbed/clone.ts";
import { startedStack } from "../../testbed/stack.ts";

let report: StackReport;
let browser: Browser;

beforeAll(async () => {
  report = await startedStack();
  browser = await chromium.launch(browserOptions());
});

afterAll(async () => {
  await browser.close();
});

const door = () => new URL(report.urls["Gaara ERP"] ?? "");
const name = `gaara-${stackName}-refresh`;

/** Posts as a page of an origin does; without one as no browser does. */
const post = (path: string, json: unknown, origin?: string, cookie = "") =>
  fetch(new URL(path, door()), {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(cookie === "" ? {} : { Cookie: cookie }),
      ...(origin === undefined ? {} : { Origin: origin }),
    },
    body: JSON.stringify(json),
  });

const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0] ?? "";
const valueOf = (cookie: string) => cookie.split(";")[0] ?? "";

describe("the cookie of a log-in", () => {
  it("has the refresh token, which the answer then has not, and is for the addresses of tokens", async () => {
    const answer = await post("api/token/", { ...report.superuser, cookie: true }, door().origin);
    expect(answer.status).toBe(200);
    expect(Object.keys((await answer.json()) as object).sort()).toEqual(["access", "session_seconds"]);
    const [value = "", ...attributes] = cookieOf(answer).split("; ");
    expect(value).toMatch(new RegExp(`^${name}=ey[\\w-]+\\.[\\w-]+\\.[\\w-]+$`));
    expect(attributes.sort()).toEqual(["HttpOnly", "Path=/erp/api/token/", "SameSite=Strict"]);
    const next = await post("api/token/refresh/", { cookie: true }, door().origin, value);
    expect(next.status).toBe(200);
    expect(valueOf(cookieOf(next))).not.toBe(value);
    const out = await post("api/token/logout/", { cookie: true }, door().origin, valueOf(cookieOf(next)));
    expect([out.status, cookieOf(out)]).toEqual([204, expect.stringContaining(`${name}="";`)]);
    const after = await post("api/token/refresh/", { cookie: true }, door().origin, valueOf(cookieOf(next)));
    expect(after.status).toBe(401);
  });

  it("is neither given to, nor taken from, pages of other origins and who says none", async () => {
    const answer = await post("api/token/", { ...report.superuser, cookie: true }, door().origin);
    const cookie = valueOf(cookieOf(answer));
    for (const origin of ["https://stranger.example", "null", undefined]) {
      const statuses = [
        await post("api/token/", { ...report.superuser, cookie: true }, origin),
        await post("api/token/refresh/", { cookie: true }, origin, cookie),
        await post("api/token/logout/", { cookie: true }, origin, cookie),
      ].map(({ status, headers }) => [status, headers.getSetCookie()]);
      expect([origin, statuses]).toEqual([origin, Array<unknown>(3).fill([403, []])]);
    }
    // Nobody who sends no word about it uses the cookie.
    expect((await post("api/token/refresh/", {}, door().origin, cookie)).status).toBe(400);
    const [allowed] = report.settings.corsOrigins;
    expect((await post("api/token/refresh/", { cookie: true }, allowed, cookie)).status).toBe(200);
  });
});

/** Everything that a script of the page could read. */
const readable = "JSON.stringify([document.cookie, { ...sessionStorage }, { ...localStorage }])";

describe("the page", () => {
  it.each(["Gaara ERP", "Gaara ERP (TLS)"])("keeps a log-in over a reload, and no token (%s)", async (at) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "en" });
    const page = await context.newPage();
    await page.goto(report.urls[at] ?? "");
    await logInOn(page, report.superuser);
    const out = page.getByRole("button", { name: /^(Log out|تسجيل الخروج)$/ });
    for (const step of ["after the log-in", "after a reload", "after another"]) {
      expect([step, await page.evaluate(readable)]).not.toEqual([
        step,
        expect.stringMatching(/ey[\w-]{9,}\./),
      ]);
      await page.reload();
      await out.waitFor();
    }
    const isSafe = at.endsWith("(TLS)");
    const [cookie] = (await context.cookies(new URL("api/token/", page.url()).href)).filter((one) =>
      one.name.endsWith(name),
    );
    expect(cookie).toMatchObject({
      ...{ name: `${isSafe ? "__Secure-" : ""}${name}`, secure: isSafe, httpOnly: true },
      ...{ sameSite: "Strict", expires: -1 },
    });
    await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith("/token/logout/") && answer.status() === 204),
      out.click(),
    ]);
    const answer = await call(report, "api/token/refresh/", {
      method: "POST",
      json: { refresh: cookie?.value },
    });
    expect(answer.status).toBe(401);
    expect(await page.evaluate("sessionStorage.length")).toBe(0);
    await context.close();
  });

  it("moves the token that a page of the version before kept into the cookie", async () => {
    const { refresh } = await logIn(report);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(report.urls["Gaara ERP"] ?? "");
    const kept = JSON.stringify({ text: refresh, until: Date.now() + 3_600_000 });
    await page.evaluate(`sessionStorage.setItem("gaara-refresh", ${JSON.stringify(kept)})`);
    await page.reload();
    await page.getByRole("button", { name: /^(Log out|تسجيل الخروج)$/ }).waitFor();
    expect(await page.evaluate("Object.keys(sessionStorage)")).toEqual(["gaara-session"]);
    expect((await context.cookies()).map((cookie) => cookie.name)).toContain(name);
    await context.close();
  });

  it("asks for nothing without a log-in, and says that one has ended", async () => {
    const context = await browser.newContext({ locale: "en" });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(report.urls["Gaara ERP"] ?? "");
    await page.getByRole("button", { name: /^(Log in|تسجيل الدخول)$/ }).waitFor();
    expect(asked.filter((path) => path.includes("/token/"))).toEqual([]);
    await logInOn(page, report.superuser);
    await context.clearCookies();
    await page.reload();
    await page.getByRole("alert").waitFor();
    await page.getByRole("button", { name: /^(Log in|تسجيل الدخول)$/ }).waitFor();
    await context.close();
  });
});
