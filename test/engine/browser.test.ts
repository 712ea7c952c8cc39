import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../tools/stack-report.ts";
import { browserOptions } from "../../tools/screenshot.ts";
import { startedStack } from "./support/stack.ts";

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
    const errors: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("requestfailed", (request) =>
      errors.push(`${request.url()} ${request.failure()?.errorText ?? ""}`),
    );
    page.on("response", (response) => {
      if (response.status() >= 400) errors.push(`${response.url()} ${response.status()}`);
    });

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
});
