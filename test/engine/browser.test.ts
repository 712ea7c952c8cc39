import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { browserOptions, logIn } from "../../cli/docs/browser.ts";
import { watchErrors } from "./browser-errors.ts";
import { noteMade } from "./browser-made.ts";
import { askAssistant, editProducts, predict, seeServices, uploadPicture } from "./browser-path.ts";
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
});
