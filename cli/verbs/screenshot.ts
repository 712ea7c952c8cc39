import { join } from "node:path";
import { chromium, type LaunchOptions, type Page } from "playwright-core";
import { stackReport } from "../deployment/project-stack.ts";
import { setup } from "../setup/setup.ts";
import type { StackReport } from "../deployment/stack-report.ts";
import { ensureChromium } from "../setup/chromium.ts";
import { projectFolder } from "../setup/paths.ts";

/** A browser that talks to nobody but the page, and that runs as root in a container. */
export const browserOptions = (
  executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium",
): LaunchOptions => ({
  executablePath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

/** Logs in on the page, in whichever language it is. */
export async function logIn(page: Page, user: Superuser): Promise<void> {
  await page.getByRole("button", { name: /^(Log in|تسجيل الدخول)$/ }).click();
  await page.locator("[name=username]").fill(user.username);
  await page.locator("[name=password]").fill(user.password);
  await page.locator("[name=password]").press("Enter");
  await page.getByRole("button", { name: /^(Log out|تسجيل الخروج)$/ }).waitFor();
}

type Superuser = StackReport["superuser"];

const pictures = [
  { file: "screenshot.png", locale: "ar", width: 1280, height: 860, isLoggedIn: false },
  { file: "screenshot-en.png", locale: "en", width: 1280, height: 860, isLoggedIn: true },
  { file: "screenshot-mobile.png", locale: "ar", width: 360, height: 780, isLoggedIn: false },
] as const;

/** `npm run screenshot`: the front page of a running stack as pictures in docs. */
export async function screenshot({ stack }: { readonly stack: string }): Promise<void> {
  await setup({ docker: false, quiet: true });
  const { urls, superuser } = await stackReport(stack);
  const browser = await chromium.launch(browserOptions(await ensureChromium(process.env)));
  try {
    for (const { file, locale, width, height, isLoggedIn } of pictures) {
      const page = await browser.newPage({ locale, viewport: { width, height }, ignoreHTTPSErrors: true });
      await page.goto(urls["Gaara ERP"] ?? "", { waitUntil: "networkidle" });
      if (isLoggedIn) await logIn(page, superuser);
      // Without the ring around what has the focus, and with nothing under the mouse.
      await page.evaluate("document.activeElement?.blur()");
      await page.mouse.move(0, 0);
      const path = join(projectFolder, "docs", file);
      await page.screenshot({ path });
      console.log(path);
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
