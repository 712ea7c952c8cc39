import { diffLines } from "diff";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Route } from "../../../config/routes.ts";
import { rules } from "../../../config/values.ts";
import { bufferedLocation, pathVariable } from "../../../artefacts/nginx/names.ts";
import { renderNginx } from "../../../artefacts/nginx/render.ts";
import { development } from "./inputs.ts";

const variable = (prefix: string) => String(pathVariable("a route", prefix));

const path = fc.stringMatching(rules.path.pattern);
const prefix = path.map((one) => (one.endsWith("/") ? one : `${one}/`));

/** Of few characters, so that two of them are often nearly the same. */
const similar = fc.stringMatching(/^\/([a2dA_~-][a2dA._~-]{0,3}\/){0,3}$/);

describe("names in nginx's text", () => {
  it("say which route they belong to", () => {
    expect(variable("/erp/ml/api/")).toBe("$gaara_path_erp_ml_api");
    expect(variable("/")).toBe("$gaara_path");
    expect(variable("/Price-lists/v1.2/")).toBe("$gaara_path___50rice__2dlists_v1__2e2");
    expect(String(bufferedLocation("a route", "/erp/api/"))).toBe("@gaara_buffered:/erp/api/");
  });

  it("are words that nginx takes for a variable", () => {
    fc.assert(fc.property(prefix, (one) => /^\$[a-z0-9_]+$/.test(variable(one))));
  });

  it("are another one for every prefix", () => {
    for (const any of [prefix, similar])
      fc.assert(
        fc.property(any, any, (a, b) => a === b || variable(a) !== variable(b)),
        { numRuns: 2_000 },
      );
    expect(variable("/A/")).not.toBe(variable("/a/"));
    expect(variable("/a/_b/")).not.toBe(variable("/a_/b/"));
    expect(variable("/a/x2d/")).not.toBe(variable("/a/-/"));
  });

  it("are refused for what is no prefix", () => {
    for (const bad of ["", "erp/", "/erp", "//", "/a b/", "/$x/"])
      expect(() => variable(bad)).toThrow("a route");
  });

  it("change no line of the others where a route is added", () => {
    const taken = new Set(development.routes.map((route) => route.path.replace(/\/$/, "")));
    const added = fc.record({
      path: prefix.filter((one) => !taken.has(one.slice(0, -1))),
      to: fc.record({
        kind: fc.constant("service" as const),
        service: fc.constantFrom("django" as const, "flask" as const),
        path: prefix,
      }),
    });
    const text = renderNginx(development);
    fc.assert(
      fc.property(added, (route: Route) => {
        const parts = diffLines(
          text,
          renderNginx({ ...development, routes: [...development.routes, route] }),
        );
        expect(parts.filter(({ removed }) => removed)).toEqual([]);
        expect(parts.filter(({ added: isNew }) => isNew).length).toBeLessThanOrEqual(3);
        expect(parts.some(({ added: isNew }) => isNew)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
