import { join } from "node:path";
import { chromium, type LaunchOptions } from "playwright-core";
import { stackReport } from "./project-stack.ts";
import { setup } from "./setup.ts";
import { ensureChromium } from "./toolchain/chromium.ts";
import { projectFolder } from "./toolchain/paths.ts";

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

/** `npm run screenshot`: the front page of a running stack as docs/screenshot.png. */
export async function screenshot({ stack }: { readonly stack: string }): Promise<void> {
  await setup({ docker: false, quiet: true });
  const { urls } = await stackReport(stack);
  const browser = await chromium.launch(browserOptions(await ensureChromium(process.env)));
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, ignoreHTTPSErrors: true });
    await page.goto(urls["Gaara ERP"] ?? "", { waitUntil: "networkidle" });
    const path = join(projectFolder, "docs", "screenshot.png");
    await page.screenshot({ path });
    console.log(path);
  } finally {
    await browser.close();
  }
}
