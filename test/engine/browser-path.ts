import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Steps of a person on the page in Arabic, each up to what it shows. */

export async function seeServices(page: Page): Promise<void> {
  for (const service of ["django", "flask", "ml", "ai"])
    await page.locator(`[data-service="${service}"][data-state="healthy"]`).waitFor();
}

/** Adds a product, changes it and deletes it. */
export async function editProducts(page: Page): Promise<void> {
  // Nobody else's, also of a run that was killed.
  const sku = `TEST-${Date.now().toString(36)}`;
  const dialog = page.getByRole("dialog");
  const row = page.getByRole("row").filter({ hasText: sku });
  const save = async () => {
    await dialog.getByRole("button", { name: "حفظ" }).click();
    await dialog.waitFor({ state: "hidden" });
  };

  await page.getByRole("button", { name: "إضافة منتج" }).click();
  await dialog.getByLabel("الاسم بالعربية").fill(`محراث ${sku}`);
  await dialog.getByLabel("الاسم بالإنجليزية").fill(`Plough ${sku}`);
  await dialog.getByLabel("الرمز").fill(sku);
  await dialog.getByLabel("الوحدة").selectOption("قطعة");
  await dialog.getByLabel("المتوفر").fill("7");
  await dialog.getByLabel("السعر").fill("١٢٣٤٫٥٠");
  await save();
  await row.getByText("١٬٢٣٤٫٥٠").waitFor();

  await row.getByRole("button", { name: /^تعديل/ }).click();
  expect(await dialog.getByLabel("السعر").inputValue()).toBe("1234.50");
  // More digits than a binary fraction keeps.
  await dialog.getByLabel("السعر").fill("123456789012.99");
  await save();
  await row.getByText("١٢٣٬٤٥٦٬٧٨٩٬٠١٢٫٩٩").waitFor();

  await row.getByRole("button", { name: /^حذف/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "حذف" }).click();
  await row.waitFor({ state: "detached" });
}

export async function predict(page: Page): Promise<void> {
  const section = page.getByRole("region", { name: "توقّع الطلب" });
  await section.getByLabel("المدة").selectOption("٣ أشهر");
  await section.getByRole("button", { name: "احسب التوقّع" }).click();
  await section.getByRole("row").nth(3).waitFor();
  for (const row of await section
    .getByRole("row")
    .filter({ has: page.getByRole("cell") })
    .all())
    expect(await row.getByRole("cell").first().innerText()).toMatch(/^[٠-٩٬]+$/);
}

/** Without a key the page says so and takes no question. */
export async function askAssistant(page: Page): Promise<void> {
  const section = page.getByRole("region", { name: "المساعد الذكي" });
  const question = section.getByLabel("سؤالك");
  const health = await page.request.get(new URL("ai/api/health", page.url()).href);
  const { configured } = (await health.json()) as { readonly configured: boolean };
  if (configured) {
    await question.fill("متى يُزرع القمح؟");
    await question.press("Enter");
    const said = section.getByRole("log").locator("p");
    await said.nth(1).waitFor();
    await section.getByText("المساعد يكتب").waitFor({ state: "detached" });
    expect(await said.count()).toBe(2);
  } else {
    await section.getByText("لم يُفعَّل المساعد بعد").waitFor();
    expect(await question.isDisabled()).toBe(true);
    expect(await section.getByRole("button", { name: "إرسال" }).isDisabled()).toBe(true);
  }
}

/** One green point. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAEBgH/Ot5C1QAAAABJRU5ErkJggg==",
  "base64",
);

/** Uploads a picture, opens it by its address and deletes it. */
export async function uploadPicture(page: Page): Promise<void> {
  const name = `نقطة-${Date.now().toString(36)}.png`;
  const section = page.getByRole("region", { name: "الملفات" });
  const item = section.getByRole("listitem").filter({ hasText: name });
  await section.locator("input[type=file]").setInputFiles({ name, mimeType: "image/png", buffer: png });
  await section.getByRole("progressbar").waitFor({ state: "detached" });
  const address = new URL((await item.getByRole("link").getAttribute("href")) ?? "", page.url());
  expect(address.pathname).toMatch(/^\/erp\/api\/files\/\d+\/content\/$/);

  const picture = await page.context().newPage();
  const response = await picture.goto(address.href);
  expect(response?.status()).toBe(200);
  expect(response?.headers()["content-type"]).toBe("image/png");
  expect(await response?.body()).toEqual(png);
  await picture.close();

  await item.getByRole("button", { name: /^حذف/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "حذف" }).click();
  await item.waitFor({ state: "detached" });
}
