import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { publicPathOf } from "../../config/routes.ts";
import { containerOf, execute } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";
import { smuggled } from "./smuggled.ts";

const backends = ["django", "flask", "ml", "ai"] as const;

let report: StackReport;
beforeAll(async () => {
  report = await startedStack();
});

/** Sends them to nginx from inside the network, each with an honest one after it. */
async function statuses(requests: readonly object[]): Promise<readonly number[]> {
  const program = readFileSync(new URL("hostile-requests.py", import.meta.url), "utf8");
  const command = ["python", "-c", program, "8"];
  const { output } = await execute(containerOf(report, "django"), {
    command,
    input: JSON.stringify(requests),
  });
  return z
    .array(z.tuple([z.int(), z.number()]))
    .parse(JSON.parse(output.trim()))
    .map(([status]) => status);
}

describe.each(backends)("%s behind nginx", (backend) => {
  it("never sees a request that was hidden in another one, and fails at none", async () => {
    const host = new URL(report.urls["Gaara ERP"] ?? "").host;
    const [root, health] = ["", backend === "django" ? "health/" : "health"].map(
      (path) => publicPathOf(backend) + path,
    );
    const honest = `GET ${health} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    const hostile = smuggled(root ?? "", host);
    expect(hostile.length).toBeGreaterThanOrEqual(150);
    const since = Math.floor(Date.now() / 1000);
    const address = ["gaara_nginx", 80];
    const found = await statuses(
      hostile.flatMap(({ head, body }) => [
        { address, head, body: [[Buffer.from(body, "latin1").toString("base64"), 1]], ends: true },
        { address, head: honest, body: [] },
      ]),
    );
    const failed = hostile.flatMap(({ head, body }, at) => {
      const [status = 0, after = 0] = found.slice(2 * at, 2 * at + 2);
      const answered = status === 0 || (status >= 200 && status < 500) || status === 501 || status === 505;
      return answered && after === 200 ? [] : [[head, body, status, after]];
    });
    expect(failed).toEqual([]);
    // Django says which paths it does not know.
    const log = String(await containerOf(report, "django").logs({ stdout: true, stderr: true, since }));
    expect(log).not.toContain("/api/smuggled");
  });
});
