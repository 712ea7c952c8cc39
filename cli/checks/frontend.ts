import { basePath } from "../../config/routes.ts";
import { Finding, shown, type Check } from "./check.ts";
import { logsOf, type VerifyContext } from "./context.ts";
import { expectStatus } from "./edge.ts";
import { isReference } from "./reference.ts";

/** The first things a browser loads: the page, its script, and the admin's style from the volume of static files. */
export const frontendChecks = (context: VerifyContext): readonly Check[] => [
  {
    name: `frontend: ${basePath} is a page, and its script loads`,
    look: logsOf(context, "frontend"),
    run: async ({ edge }) => {
      const page = await edge(basePath);
      expectStatus(page, 200);
      const [, script] = /<script[^>]+src="([^"]+)"/.exec(page.body) ?? [];
      if (script === undefined) throw new Finding("a page with a script", shown(page.body));
      const loaded = await edge(new URL(script, `http://any${basePath}`).pathname);
      expectStatus(loaded, 200);
      expectType(loaded.headers["content-type"], "javascript");
    },
  },
  ...(isReference(context.settings, "django") ? [staticCheck(context)] : []),
];

const staticCheck = (context: VerifyContext): Check => ({
  name: "django: static files are served by nginx",
  look: `${logsOf(context, "nginx")}; docs/runbook.md#static-files-are-missing`,
  run: async ({ edge }) => {
    const page = await edge("/erp/api/admin/login/");
    expectStatus(page, 200);
    const [, style] = /<link[^>]+href="(\/erp\/static\/[^"]+\.css)"/.exec(page.body) ?? [];
    if (style === undefined) throw new Finding("a page with a style under /erp/static/", shown(page.body));
    const loaded = await edge(style);
    expectStatus(loaded, 200);
    expectType(loaded.headers["content-type"], "text/css");
    const lifetime = loaded.headers["cache-control"] ?? "nothing";
    if (!lifetime.includes("immutable")) throw new Finding("cache-control with immutable", lifetime);
  },
});

function expectType(found: string | undefined, expected: string): void {
  if (!found?.includes(expected)) throw new Finding(`content-type ${expected}`, found ?? "nothing");
}
