import type { APIRequestContext, Page } from "playwright-core";
import { expect } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../cli/deployment/stack-report.ts";

const made = z.object({ id: z.union([z.int(), z.string()]) });
const token = z.object({ access: z.string() });

/**
 * Notes what the page makes, to remove it when the test ends, however it ends.
 *
 * @returns the removal; what the page removed itself is no problem
 */
export function noteMade(page: Page): (request: APIRequestContext, report: StackReport) => Promise<void> {
  const notes: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.status() !== 201) return;
    const slash = response.url().endsWith("/files/") ? "/" : "";
    const note = response.json().then((body) => `${response.url()}${made.parse(body).id}${slash}`);
    // Awaited at the end; until then it is nobody's unhandled rejection.
    note.catch(() => undefined);
    notes.push(note);
  });
  return async (request, report) => {
    if (notes.length === 0) return;
    const answer = await request.post(new URL("api/token/", report.urls["Gaara ERP"]).href, {
      data: report.superuser,
    });
    const headers = { Authorization: `Bearer ${token.parse(await answer.json()).access}` };
    for (const url of await Promise.all(notes))
      expect([204, 404]).toContain((await request.delete(url, { headers })).status());
  };
}
