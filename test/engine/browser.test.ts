import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { browserOptions, logIn } from "../../cli/docs/browser.ts";
import { watchErrors } from "./browser-errors.ts";
import { noteMade } from "./browser-made.ts";
import { askAssistant, editProducts, predict, seeServices, uploadPicture } from "./browser-path.ts";
import { makeAccount, removeAccounts } from "./role-accounts.ts";
import { startedStack } from "../../testbed/stack.ts";

const results = z.object({
  results: z.array(z.object({ name_ar: z.string(), enabled: z.boolean().optional() })).min(1),
});

let report: StackReport;
let browser: Browser;

beforeAll(async () => {
  report = await startedStack();
  browser = await chromium.launch(browserOptions());
});

afterAll(async () => {
  await browser.close();
  await removeAccounts(report);
});

describe("a browser that opens /erp/", () => {
  it.each(["Gaara ERP", "Gaara ERP (TLS)"])("shows data of both APIs without an error (%s)", async (name) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "ar" });
    const page = await context.newPage();
    const errors = watchErrors(page);

    const door = report.urls[name] ?? "";
    const rows = async (path: string) =>
      results.parse(await (await context.request.get(new URL(path, door).href)).json()).results;
    const [module] = (await rows("api/modules/")).filter(({ enabled }) => enabled);
    const [product] = await rows("inventory/api/products/");

    await page.goto(door);
    for (const row of [module, product]) {
      expect(row?.name_ar).toMatch(/\p{Script=Arabic}/u);
      await page
        .getByText(row?.name_ar ?? "")
        .first()
        .waitFor();
    }
    expect(errors).toEqual([]);
    await context.close();
  });

  it("tells a person in their language that too many log-ins have failed", async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "ar" });
    const page = await context.newPage();
    await page.goto(report.urls["Gaara ERP"] ?? "");
    const data = { username: `somebody-${Date.now().toString(36)}`, password: "wrong" };
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "تسجيل الدخول" }).click();
    await dialog.locator("[name=username]").fill(data.username);
    const attempt = async (words: string) => {
      await dialog.locator("[name=password]").fill(data.password);
      await dialog.locator("[name=password]").press("Enter");
      await dialog.getByRole("alert").filter({ hasText: words }).waitFor();
    };
    await attempt("اسم المستخدم أو كلمة المرور غير صحيحة.");
    for (let failure = 1; failure < 10; failure += 1)
      await context.request.post(new URL("api/token/", page.url()).href, { data });
    await attempt("محاولات دخول خاطئة كثيرة. يُرجى المحاولة بعد قليل.");
    await context.close();
  });

  it("lets a person do a day's work in Arabic, change to English and log out", async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "ar" });
    const page = await context.newPage();
    const errors = watchErrors(page);
    const removeMade = noteMade(page);
    try {
      await page.goto(report.urls["Gaara ERP"] ?? "");
      expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
      await seeServices(page);
      expect(await page.getByRole("button", { name: "إضافة منتج" }).count()).toBe(0);
      await logIn(page, report.superuser);

      await editProducts(page);
      await predict(page);
      await askAssistant(page);
      await uploadPicture(page);

      await page.reload();
      await page.getByRole("button", { name: "تسجيل الخروج" }).waitFor();
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("heading", { name: "Products" }).waitFor();
      expect(await page.locator("html").getAttribute("dir")).toBe("ltr");
      await page.getByRole("button", { name: "Log out" }).click();
      await page.getByRole("button", { name: "Log in" }).waitFor();
      expect(await page.getByRole("button", { name: "Add product" }).count()).toBe(0);
      expect(await page.evaluate("sessionStorage.length")).toBe(0);
      expect(errors).toEqual([]);
    } finally {
      await removeMade(context.request, report);
      await context.close();
    }
  });

  it("offers a viewer nothing that takes an editor, and says why in either language", async () => {
    const viewer = await makeAccount(report, "viewer");
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "ar" });
    const page = await context.newPage();
    const errors = watchErrors(page);
    await page.goto(report.urls["Gaara ERP"] ?? "");
    await logIn(page, viewer);
    await page.getByText("يمكنك الاطّلاع على كل ما هنا، أما تعديله فيتطلب دور محرّر.").waitFor();
    await page.locator("#products tbody tr").first().waitFor();
    await page.locator("#files").waitFor();
    expect(await page.locator("input[type=file]").count()).toBe(0);
    expect(await page.getByRole("button", { name: /^(إضافة منتج|تعديل|حذف)/ }).count()).toBe(0);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("To change it takes the role of an editor.").waitFor();
    expect(await page.getByRole("button", { name: /^(Add product|Edit|Delete)/ }).count()).toBe(0);
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe("a browser under the edge's Content-Security-Policy", () => {
  it("runs nothing that stands in a page itself, and the front end without a complaint", async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const answer = await page.goto(report.urls["Gaara ERP"] ?? "");
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("unsafe");
    await seeServices(page);
    const errors = watchErrors(page);
    await page.evaluate(`
      const script = document.createElement("script");
      script.textContent = "window.planted = true";
      document.body.append(script);`);
    expect(await page.evaluate("window.planted")).toBeUndefined();
    expect(errors.join()).toMatch(/Content Security Policy/);
    await context.close();
  });

  it("lets an administrator log in and change an account", async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const errors = watchErrors(page);
    const answer = await page.goto(new URL("api/admin/", report.urls["Gaara ERP"]).href);
    const { "content-security-policy": policy = "", "x-frame-options": framing } = answer?.headers() ?? {};
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect([framing, policy.includes("frame-ancestors 'none'")]).toEqual(["DENY", true]);
    await page.locator("[name=username]").fill(report.superuser.username);
    await page.locator("[name=password]").fill(report.superuser.password);
    await page.locator("[type=submit]").click();
    await page.locator('a[href$="/auth/user/"]').first().click();
    await page.getByRole("link", { name: report.superuser.username, exact: true }).first().click();
    // Made by the page's scripts: links beside the fields of a time, and a filter above the permissions.
    await page.locator(".datetimeshortcuts a").first().waitFor();
    await page.locator("#id_user_permissions_filter, #id_user_permissions_input").first().waitFor();
    await page.locator(".datetimeshortcuts a:has(.date-icon)").first().click();
    await page.locator(".calendarbox").first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator("[name=_continue]").click();
    await page.locator(".messagelist .success").waitFor();
    // Django's pages have no icon, for which a browser asks all the same.
    expect(errors.filter((error) => !error.endsWith("status of 404 (Not Found)"))).toEqual([]);
    await context.close();
  });
});
