import { step } from "../terminal/step.ts";
import { installPackages, mayInstall } from "./apt.ts";
import { onPath } from "./on-path.ts";
import { SetupError } from "./setup-error.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The browser of the tests: the one that CHROMIUM names, else one on PATH, else the distribution's, where this program
 * may install it.
 *
 * @returns its path
 */
export async function ensureChromium(environment: NodeJS.ProcessEnv): Promise<string> {
  const found = find(environment);
  if (found !== undefined) return found;
  if (!mayInstall())
    throw new SetupError(
      "Chromium: is not on PATH, and the tests need it; install it, or name a Chrome with CHROMIUM=/path/to/chrome",
    );
  await step(
    "Chromium: installing it from the distribution",
    (report) => installPackages("Chromium", packages, report),
    { estimate: 40 },
  );
  const installed = find(environment);
  if (installed === undefined) throw new SetupError("Chromium: was installed and is still not on PATH");
  return installed;
}

function find(environment: NodeJS.ProcessEnv): string | undefined {
  if (environment.CHROMIUM) return environment.CHROMIUM;
  return names.map((name) => onPath(name, environment)).find((path) => path !== undefined);
}

// Liberation has the letters of the page, Noto the Arabic ones.
const packages = ["chromium", "fonts-liberation", "fonts-noto-core"];
