import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { publicPath } from "../../cli/checks/apis.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, forged, type Call } from "../../testbed/api.ts";
import { inside } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";
import {
  makeAccounts,
  printed,
  removeAccounts,
  shell,
  type Role,
  type RoleAccount,
} from "./role-accounts.ts";
import { callers, rightsOf, rightsTable } from "./roles-table.ts";

let report: StackReport;
let accounts: Readonly<Record<Role, RoleAccount>>;

beforeAll(async () => {
  report = await startedStack();
  accounts = await makeAccounts(report);
});

afterAll(() => removeAccounts(report));

const statusOf = async (path: string, options: Call): Promise<number> =>
  (await call(report, path, options)).status;
const python = (...lines: readonly string[]) => ["python", "-c", lines.join("\n")];

/** An address that Django has signed, of a file that need not be there. */
const signedAddress = async (file: number): Promise<string> => {
  const code = "import json; from files.models import StoredFile; from files.downloads import address";
  const made = await printed(
    report,
    "django",
    shell(`${code}; print(json.dumps(address(StoredFile(pk=${file}))))`),
  );
  return `/erp${z.string().parse(made)}`;
};

describe("the table of docs/roles.md", () => {
  it("has every method of every route that Django and Flask have, and no others", async () => {
    const routes = z.record(z.string(), z.record(z.string(), z.enum(callers)));
    const code = "import json; from accounts.routes import rights; print(json.dumps(rights()))";
    const django = routes.parse(await printed(report, "django", shell(code)));
    const ofFlask = python("import json; from src.rights import RIGHTS; print(json.dumps(RIGHTS))");
    const flask = routes.parse(await printed(report, "flask", ofFlask));
    const found = [
      ...rightsOf("django", publicPath("django"), django),
      ...rightsOf("flask", publicPath("flask"), flask),
    ];
    const line = (right: object) => JSON.stringify(right);
    expect(rightsTable().map(line).sort()).toEqual(found.map(line).sort());
  });

  it.each(callers)("says truly what %s may", async (caller) => {
    const signed = await signedAddress(999_999_999);
    const as = caller === "anybody" ? {} : { token: accounts[caller].token };
    const answers = await Promise.all(
      rightsTable().map(async ({ method, path, least }) => {
        // Of nothing that there is: whoever may is told so by another status.
        const at = path.endsWith("/content/") ? signed : path.replace(/<int:\w+>/, "999999999");
        const status = await statusOf(at, { method, ...as, ...(method === "GET" ? {} : { json: {} }) });
        const isAllowed = callers.indexOf(caller) >= callers.indexOf(least);
        return {
          line: `${method} ${path}`,
          wanted: isAllowed ? "not refused" : caller === "anybody" ? 401 : 403,
          found: [401, 403, 405].includes(status) ? status : "not refused",
        };
      }),
    );
    expect(answers.filter(({ wanted, found }) => wanted !== found)).toEqual([]);
  });

  it("lets nobody forget a route", async () => {
    const django = shell(
      [
        "import json; from django.core.checks import run_checks; from django.urls import path; from gaara_erp import urls",
        "urls.urlpatterns.append(path('api/forgotten/', lambda request: None))",
        "print(json.dumps([error.msg for error in run_checks()]))",
      ].join("\n"),
    );
    expect(await printed(report, "django", django)).toEqual(["api/forgotten/: no least role is said"]);
    const flask = python(
      "from src.unified_server import app, guard",
      "app.post('/api/forgotten')(lambda: '')",
      "guard(app)",
    );
    expect(await inside(report, "flask", flask)).toMatch(
      /^flask: no least role is said for POST \/api\/forgotten: src\/rights\.py$/m,
    );
  });
});

describe("Flask", () => {
  const post = (path: string, claims: object) =>
    statusOf(`inventory/api/${path}`, {
      method: "POST",
      json: {},
      token: forged({ sub: "1", ...claims }, report.secrets.jwtSecretKey ?? ""),
    });

  it("takes tokens of the version before, which say no role, for what their accounts became", async () => {
    expect(await post("products/", { is_superuser: false })).toBe(400);
    expect(await post("errors/test", { is_superuser: false })).toBe(403);
    expect(await post("errors/test", { is_superuser: true })).toBe(500);
  });

  it.each([["king"], [""], [null], [["administrator"]], [{}]])("refuses the role %j", async (role) => {
    expect(await post("products/", { role, is_superuser: true })).toBe(403);
  });
});
