import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Context } from "../context.ts";
import { setup } from "../setup/setup.ts";
import { ensureChromium } from "../setup/chromium.ts";
import { browserOptions, logIn } from "./browser.ts";

const pictures = [
  { file: "screenshot.png", locale: "ar", width: 1280, height: 860, isLoggedIn: false },
  { file: "screenshot-en.png", locale: "en", width: 1280, height: 860, isLoggedIn: true },
  { file: "screenshot-mobile.png", locale: "ar", width: 360, height: 780, isLoggedIn: false },
] as const;

/** Takes pictures of a running stack's front page for docs/. */
export async function screenshot(context: Context, stack: string): Promise<void> {
  const { deployment, environment, output, project } = context;
  await setup(context, { docker: false, quiet: true });
  const { urls, superuser } = await deployment.report(stack);
  const browser = await chromium.launch(browserOptions(await ensureChromium(environment)));
  try {
    for (const { file, locale, width, height, isLoggedIn } of pictures) {
      const page = await browser.newPage({ locale, viewport: { width, height }, ignoreHTTPSErrors: true });
      await page.goto(urls["Gaara ERP"] ?? "", { waitUntil: "networkidle" });
      if (isLoggedIn) await logIn(page, superuser);
      // Without the ring around what has the focus, and with nothing under the mouse.
      await page.evaluate("document.activeElement?.blur()");
      await page.mouse.move(0, 0);
      const path = join(project, "docs", file);
      await page.screenshot({ path });
      output.line(path);
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
