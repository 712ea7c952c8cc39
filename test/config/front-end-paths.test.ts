import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../cli/setup/paths.ts";
import { environment } from "../../config/environment.ts";
import { basePath, publicPathOf, routes } from "../../config/routes.ts";
import { frontend } from "../../config/services/frontend.ts";
import { services, type ServiceKey } from "../../config/services/index.ts";

const read = (path: string): string => readFileSync(join(projectFolder, "services/frontend", path), "utf8");

/** The services that the front end calls, as its row says. */
const called = frontend.variables.flatMap((variable) =>
  "pathOf" in variable ? [variable.pathOf as ServiceKey] : [],
);

/** The front end is an image of its own, which knows no table: its files have to say the same as the route table. */
describe("the front end's files agree with the route table", () => {
  it("vite.config.ts: base, port, and the backends under the paths that nginx gives them", () => {
    const text = read("vite.config.ts");
    expect(text).toContain(`base: "${basePath}"`);
    expect(text).toContain(`port: ${frontend.developmentPort}`);
    const proxied = [...text.matchAll(/"(\/[^"]*)": backend\((\d+), "([^"]*)"\)/g)].map(
      ([, path = "", port, prefix = ""]) => ({
        path,
        port: Number(port),
        arrivesAs: path.slice(prefix.length),
      }),
    );
    expect(proxied).toEqual(
      called.map((key) => {
        const path = publicPathOf(key);
        const to = routes.find((route) => route.path === path)?.to;
        return {
          path,
          port: services[key].developmentPort,
          arrivesAs: to?.kind === "service" ? to.path : "",
        };
      }),
    );
  });

  it("src/config.ts: the defaults of its variables", () => {
    const defaults = [...read("src/config.ts").matchAll(/setting\("(\w+)", "([^"]*)"\)/g)].map(
      ([, name, path]) => [name, path],
    );
    expect(defaults).toEqual(
      environment.frontend.flatMap((variable) =>
        variable.name.startsWith("REACT_APP_") && "plain" in variable
          ? [[variable.name, variable.plain(undefined as never, "")]]
          : [],
      ),
    );
  });

  it("nginx.conf: what is no page of its own", () => {
    const [, names = ""] = /location ~ \^\/erp\/\(([a-z|]+)\)\//.exec(read("nginx.conf")) ?? [];
    const others = [
      ...called.map(publicPathOf),
      ...routes.flatMap(({ path, to }) => (to.kind === "files" ? [path] : [])),
    ].map((path) => path.slice(basePath.length).split("/")[0]);
    expect(names.split("|")).toEqual(others);
  });

  it("public/config.js: no path of its own", () => expect(read("public/config.js")).not.toContain("/erp"));
});
