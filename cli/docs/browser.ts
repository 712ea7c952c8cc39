import type { LaunchOptions, Page } from "playwright-core";
import type { StackReport } from "../deployment/stack-report.ts";

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
