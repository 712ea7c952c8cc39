import type { StackReport } from "../cli/deployment/stack-report.ts";

/** Fills in the form of Django's admin, as a browser would. @returns the answer, without following a redirect */
export async function adminLogIn(
  { urls }: StackReport,
  credentials: { readonly username: string; readonly password: string },
): Promise<Response> {
  const url = new URL("api/admin/login/", urls["Gaara ERP"]);
  const page = await fetch(url);
  const [, token = ""] = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(await page.text()) ?? [];
  return fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: {
      Cookie: page.headers
        .getSetCookie()
        .map((one) => one.split(";")[0])
        .join("; "),
    },
    body: new URLSearchParams({ ...credentials, csrfmiddlewaretoken: token, next: "/erp/api/admin/" }),
  });
}
