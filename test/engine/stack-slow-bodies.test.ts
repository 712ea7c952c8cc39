import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { request } from "../../cli/checks/http.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call, logIn } from "../../testbed/api.ts";
import { portOffset } from "../../testbed/clone.ts";
import { inside } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";
import { slowBodies } from "./slow-bodies.ts";

const mebibyte = 1024 * 1024;
let report: StackReport;
let token: string;
let rest: number;

/** Asks each path in turn on new connections, and prints the statuses that are not 200 and the seconds of each. */
const probe = `
import json, sys, time, urllib.request
seconds, bad = [], []
for index in range(150):
    path = sys.argv[1 + index % (len(sys.argv) - 1)]
    start = time.perf_counter()
    try:
        ask = urllib.request.Request("http://gaara_nginx" + path, headers={"Host": "localhost"})
        with urllib.request.urlopen(ask, timeout=5) as answer:
            answer.read()
    except Exception as error:
        bad.append(f"{path}: {error}")
    seconds.append(time.perf_counter() - start)
    if len(bad) > 3:
        break
    time.sleep(0.01)
print(json.dumps({"bad": bad, "p99": sorted(seconds)[int(len(seconds) * 0.99) - 1]}))
`;

const probed = z.object({ bad: z.array(z.string()), p99: z.number() });

/** Requests of somebody with another address, to the reads of Django and Flask. @returns the p99 in seconds */
async function p99(): Promise<number> {
  const paths = ["/erp/api/modules/", "/erp/inventory/api/products/?per_page=5", "/erp/"];
  const found = probed.parse(JSON.parse(await inside(report, "ai", ["python3", "-c", probe, ...paths])));
  expect(found.bad).toEqual([]);
  return found.p99;
}

/** Twice the time at rest, or what noise of a busy machine may add. */
const bound = (): number => Math.max(2 * rest, 0.25);

beforeAll(async () => {
  report = await startedStack();
  ({ access: token } = await logIn(report));
  rest = await p99();
});

const authorization = (): string => `Authorization: Bearer ${token}`;

/** An upload of somebody who has an account, which is taken away again. */
async function upload(): Promise<Response> {
  const body = new FormData();
  body.append("file", new Blob(["x"]), "x.txt");
  const answer = await call(report, "api/files/", { method: "POST", token, body });
  if (answer.status !== 201) return answer;
  const { id } = z.object({ id: z.number() }).parse(await answer.clone().json());
  expect((await call(report, `api/files/${id}/`, { method: "DELETE", token })).status).toBe(204);
  return answer;
}

describe("200 slow bodies from one address", () => {
  it("delay nobody else where they come without a token", async () => {
    // More log-ins than this are refused at once.
    using logIns = slowBodies(portOffset + 80, "/erp/api/token/", { count: 60 });
    using others = slowBodies(portOffset + 80, "/erp/api/token/refresh/", { count: 140 });
    expect(await p99()).toBeLessThan(bound());
    expect([logIns, others].map((slow) => [slow.open(), slow.answers()])).toEqual([
      [60, []],
      [140, []],
    ]);
  });

  it("delay nobody else where they come with one, also on direct ports", async () => {
    const headers = [authorization(), "Content-Type: application/json"];
    using _users = slowBodies(portOffset + 80, "/erp/api/users/", { count: 60, headers });
    using _products = slowBodies(portOffset + 80, "/erp/inventory/api/products/", { count: 60, headers });
    using _direct = slowBodies(portOffset + 8000, "/api/users/", { count: 40, headers });
    using _flask = slowBodies(portOffset + 5001, "/api/products/", { count: 40, headers });
    expect(await p99()).toBeLessThan(bound());
  });

  it("delay nobody else as uploads, which have their share, and nobody without a log-in holds a place of it", async () => {
    const type = "Content-Type: multipart/form-data; boundary=x";
    const anonymous = slowBodies(portOffset + 80, "/erp/api/files/", { count: 100, headers: [type] });
    await vi.waitUntil(() => anonymous.answers().length === 100, 20_000);
    expect(anonymous.answers().filter((line) => !/ (401|503) /.test(line))).toEqual([]);
    anonymous[Symbol.dispose]();
    await vi.waitUntil(async () => (await upload()).status === 201, 10_000);

    const slow = slowBodies(portOffset + 80, "/erp/api/files/", {
      count: 200,
      headers: [authorization(), type],
    });
    await vi.waitUntil(() => slow.answers().length === 197, 10_000);

    expect(await p99()).toBeLessThan(bound());
    expect(slow.answers()).toHaveLength(197);
    const refused = await upload();
    expect([refused.status, refused.headers.get("content-type"), refused.headers.get("retry-after")]).toEqual(
      [503, "application/problem+json", "5"],
    );
    expect(await refused.json()).toMatchObject({ detail: expect.stringMatching(/uploads/) as string });
    slow[Symbol.dispose]();
    await vi.waitUntil(async () => (await upload()).status === 201, 10_000);
  });
});

it("takes JSON of a mebibyte and not a byte more, whatever the service", async () => {
  // Services may take less, in words of their own.
  const refusal = "The body is larger than this server takes.";
  for (const path of ["api/token/", "inventory/api/products/", "ml/api/predict", "ai/api/chat"]) {
    const send = (bytes: number) =>
      request(new URL(path, report.urls["Gaara ERP"]), "127.0.0.1", {
        method: "POST",
        json: "x".repeat(bytes - 2),
      });
    expect([path, (await send(mebibyte)).body.includes(refusal)]).toEqual([path, false]);
    const { status, headers, body } = await send(mebibyte + 1);
    expect([path, status, headers["content-type"]]).toEqual([path, 413, "application/problem+json"]);
    expect(body).toContain(refusal);
  }
  expect((await call(report, "api/health/")).status).toBe(200);
});
