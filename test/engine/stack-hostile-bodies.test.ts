import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { publicPathOf } from "../../config/routes.ts";
import { services } from "../../config/services/index.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { logIn } from "../../testbed/api.ts";
import { containerOf, execute, inside } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";
import { any, brokenChunks, known, types, type Body } from "./hostile-bodies.ts";

const backends = ["django", "flask", "ml", "ai"] as const;
type Backend = (typeof backends)[number];

let report: StackReport;
let token: string;

beforeAll(async () => {
  report = await startedStack();
  ({ access: token } = await logIn(report));
});

/** Programs that print every path of a backend, as its own table of routes has them, of things that are not there. */
const tables: Readonly<Record<Backend, string>> = {
  django: [
    "import django, json, re; django.setup()",
    "from django.contrib.admindocs.views import extract_views_from_urlpatterns as views",
    "from django.urls import get_resolver",
    String.raw`print(json.dumps(sorted({'/' + re.sub(r'<[^>]*>|\(\?P.*', '999999999', path).strip('^$') for _, path, *_ in views(get_resolver().url_patterns)})))`,
  ].join("\n"),
  ...(Object.fromEntries(
    (["flask", "ml", "ai"] as const).map((backend) => [
      backend,
      `import json, re; from src.${backend === "flask" ? "unified_server" : "app"} import app; print(json.dumps(sorted({re.sub(r'<[^>]*>', '999999999', rule.rule) for rule in app.url_map.iter_rules()})))`,
    ]),
  ) as Record<Exclude<Backend, "django">, string>),
};

async function pathsOf(backend: Backend): Promise<readonly string[]> {
  const output = await inside(report, backend, ["python", "-c", tables[backend]]);
  const paths = z.array(z.string()).parse(JSON.parse(output.split("\n").at(-1) ?? ""));
  // It fails on purpose, so that somebody sees an error reported.
  return paths.filter((path) => !path.includes("errors/test"));
}

interface Request {
  readonly name: string;
  readonly address: readonly [host: string, port: number];
  readonly head: string;
  readonly body: Body;
}

const withHead = (method: string, path: string, lines: readonly string[]) =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: ${new URL(report.urls["Gaara ERP"] ?? "").host}`,
    `Authorization: Bearer ${token}`,
    "Connection: close",
    ...lines,
    "\r\n",
  ].join("\r\n");

const withBody = (
  address: Request["address"],
  method: string,
  path: string,
  body: Body,
  type: string,
): Request => ({
  name: `${method} ${path} (${type}) ${JSON.stringify(body).slice(0, 120)}`,
  address,
  head: withHead(method, path, [`Content-Type: ${type}`, "Content-Length: LENGTH"]),
  body,
});

/** Sends them from inside the network, and names those that had no answer, a server's fault for one, or a late one. */
async function faults(requests: readonly Request[]): Promise<readonly unknown[]> {
  const program = readFileSync(new URL("hostile-requests.py", import.meta.url), "utf8");
  const input = JSON.stringify(
    requests.map(({ address, head, body }) => ({
      address,
      head,
      body: body.map(([text, times]) => [Buffer.from(text).toString("base64"), times]),
    })),
  );
  const command = ["python", "-c", program, "4"];
  const { output } = await execute(containerOf(report, "django"), { command, input });
  const answers = z.array(z.tuple([z.int(), z.number()])).parse(JSON.parse(output.trim()));
  return answers.flatMap(([status, seconds], index) => {
    const name = requests[index]?.name ?? "";
    // The assistant has no key, and says so to whoever asks it something.
    const isAnswer = (status >= 200 && status < 500) || (status === 503 && name.includes("/chat"));
    return isAnswer && seconds < 10 ? [] : [[name, status, seconds]];
  });
}

/** The address of a backend inside the network. */
const direct = (backend: Backend) => [services[backend].host, services[backend].port] as const;

const errorsOf = async (backend: Backend, since: number): Promise<string> => {
  const log = await containerOf(report, backend).logs({ stdout: true, stderr: true, since });
  return String(log)
    .split("\n")
    .filter((line) => /"level": "(ERROR|CRITICAL)"|SIGKILL|TIMEOUT/.test(line))
    .join("\n");
};

describe.each(backends)("%s", (backend) => {
  it("takes whatever bodies there are for the client's fault, on every route, in bounded time and memory", async () => {
    const before = (await containerOf(report, backend).inspect()).RestartCount;
    const since = Math.floor(Date.now() / 1000);
    const paths = await pathsOf(backend);
    expect(paths.length).toBeGreaterThan(3);
    const bodies = fc.sample(any, 60);
    const requests = paths.flatMap((path, at) => [
      ...Object.values(known).map((body) => withBody(direct(backend), "POST", path, body, types[0] ?? "")),
      ...types.map((type, index) =>
        withBody(direct(backend), "POST", path, bodies[(at + index * 7) % 60] ?? [], type),
      ),
      ...["GET", "PUT", "PATCH", "DELETE"].map((method, index) =>
        withBody(direct(backend), method, path, bodies[(at * 5 + index) % 60] ?? [], types[0] ?? ""),
      ),
    ]);
    expect(await faults(requests)).toEqual([]);
    const { State, RestartCount } = await containerOf(report, backend).inspect();
    expect([State.Running, State.OOMKilled, RestartCount]).toEqual([true, false, before]);
    expect(await errorsOf(backend, since)).toBe("");
  });

  it("answers 4xx to chunks that are none", async () => {
    const paths = await pathsOf(backend);
    const requests = paths.flatMap((path) =>
      Object.entries(brokenChunks).map(([name, chunks]) => ({
        name: `POST ${path} ${name}`,
        address: direct(backend),
        head: withHead("POST", path, ["Content-Type: application/json", "Transfer-Encoding: chunked"]),
        body: [[chunks, 1]] as Body,
      })),
    );
    expect(await faults(requests)).toEqual([]);
  });

  it("is heard through nginx when it refuses a body that it has not read", async () => {
    const prefix = publicPathOf(backend);
    const large: Body = [["a", 1_000_000]];
    const tooLarge: Body = known["3 MB in a text"] ?? [];
    const requests = (await pathsOf(backend))
      .filter((path) => path.startsWith("/api/") && !path.includes("/admin/"))
      .flatMap((path) =>
        [large, tooLarge].map((body) => ({
          ...withBody(["gaara_nginx", 80], "POST", path.replace("/api/", prefix), body, "application/json"),
          // Nobody has logged in.
          ...(body === large && {
            head: withHead("POST", path.replace("/api/", prefix), [
              "Content-Type: application/json",
              "Content-Length: LENGTH",
            ]).replace(token, "none"),
          }),
        })),
      );
    expect(await faults(requests)).toEqual([]);
  });
});

it("a cookie or a query with a NUL in it is the client's fault too", async () => {
  const requests = ["/api/admin/", "/api/admin/login/?next=%00", "/api/products/%00", "/api/files/%00/"].map(
    (path): Request => ({
      name: path,
      address: direct(path.includes("products") ? "flask" : "django"),
      head: withHead("GET", path, ['Cookie: sessionid="\\000aaaaaaaaaaaa"; csrftoken="\\000aaa"']),
      body: [],
    }),
  );
  expect(await faults(requests)).toEqual([]);
});

it("so is a date that no calendar has, in the admin's filters", async () => {
  const program = [
    "from django.contrib.auth.models import User; from django.test import Client",
    "admin = Client(raise_request_exception=False, headers={'host': 'localhost'})",
    "admin.force_login(User.objects.filter(is_superuser=True).first())",
    "years = ['2026', '0', '99999', '99999999999', '-1', 'x']",
    "print([admin.get('/api/admin/auth/user/', {'last_login__year': year}).status_code for year in years])",
  ].join("\n");
  const output = await inside(report, "django", ["python", "manage.py", "shell", "-c", program]);
  const [found, ...others] = z.array(z.int()).parse(JSON.parse(output.split("\n").at(-1) ?? ""));
  expect(found).toBe(200);
  for (const status of others) expect([302, 400]).toContain(status);
});
