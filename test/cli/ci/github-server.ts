import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";
import { Page, type Post } from "./github-page.ts";

/** The part of GitHub's REST API that the workflows use, for one repository, with what it holds. */
export interface GithubServer {
  readonly url: string;
  /** Comments of each issue or pull request, by its number. */
  readonly comments: Map<number, Post[]>;
  readonly issues: Post[];
  /** Kinds of protection rules, by environment. */
  readonly environments: Record<string, readonly string[]>;
  readonly close: () => Promise<void>;
}

const content = z.object({
  title: z.string().optional(),
  body: z.string().optional(),
  state: z.string().optional(),
  labels: z.array(z.string()).optional(),
});

/** Starts it on a free port of this machine. Callers have to name the token `secret`. */
export async function githubServer(): Promise<GithubServer> {
  const comments = new Map<number, Post[]>();
  const issues: Post[] = [];
  const environments: Record<string, readonly string[]> = {};
  let last = 100;
  const post = (change: z.infer<typeof content>): Post => {
    last += 1;
    return { id: last, number: last, user: { type: "Bot" }, body: "", state: "open", labels: [], ...change };
  };
  const add = (list: Post[], change: z.infer<typeof content>): Post => {
    const made = post(change);
    list.push(made);
    return made;
  };
  const listOf = (number: string): Post[] => {
    const list = comments.get(Number(number)) ?? [];
    comments.set(Number(number), list);
    return list;
  };
  const all = () => [...comments.values()].flat();

  const routes: readonly (readonly [
    RegExp,
    (id: string, change: z.infer<typeof content>, url: URL) => unknown,
  ])[] = [
    [/^GET issues\/(\d+)\/comments$/, (number, _, url) => new Page(listOf(number), url)],
    [/^POST issues\/(\d+)\/comments$/, (number, change) => add(listOf(number), change)],
    [
      /^PATCH issues\/comments\/(\d+)$/,
      (id, change) => Object.assign(must(all().find((found) => found.id === Number(id))), change),
    ],
    [
      /^GET issues$/,
      (_, __, url) =>
        new Page(
          issues.filter(
            ({ state, labels }) =>
              state === url.searchParams.get("state") &&
              labels.includes(url.searchParams.get("labels") ?? ""),
          ),
          url,
        ),
    ],
    [/^POST issues$/, (_, change) => add(issues, change)],
    [
      /^PATCH issues\/(\d+)$/,
      (number, change) =>
        Object.assign(must(issues.find((found) => found.number === Number(number))), change),
    ],
    [
      /^GET environments\/([\w-]+)$/,
      (name) => ({ protection_rules: must(environments[name]).map((type) => ({ type })) }),
    ],
  ];

  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      const { posts, next } = body instanceof Page ? body : { posts: body };
      response.setHeader("Content-Type", "application/json");
      if (next !== undefined) response.setHeader("Link", `<${next}>; rel="next"`);
      response.writeHead(status).end(JSON.stringify(posts));
    });
  });
  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    if (request.headers.authorization !== "token secret")
      return { status: 401, body: { message: "Bad credentials" } };
    const url = new URL(request.url ?? "", `http://${request.headers.host ?? ""}`);
    const path = `${request.method ?? ""} ${url.pathname.replace("/repos/gaara/erp/", "")}`;
    let text = "";
    for await (const part of request) text += String(part);
    for (const [pattern, handle] of routes) {
      const match = pattern.exec(path);
      if (match === null) continue;
      try {
        const result = handle(match[1] ?? "", content.parse(text === "" ? {} : JSON.parse(text)), url);
        return { status: request.method === "POST" ? 201 : 200, body: result };
      } catch (error) {
        return { status: 404, body: { message: String(error) } };
      }
    }
    return { status: 404, body: { message: `no such route: ${path}` } };
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    comments,
    issues,
    environments,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function must<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("Not Found");
  return found;
}
