import { describe, expect, it } from "vitest";
import { nginxRules, number, pathStart, port, value } from "../../../artefacts/nginx/values.ts";

const accepted: Readonly<Record<keyof typeof nginxRules, readonly string[]>> = {
  container: ["gaara-dev-django-1a2b3c4", "gaara_django", "A.b-c_9"],
  resolver: ["127.0.0.11", "10.0.0.2:5353"],
  internalPath: ["/.gaara/media/", "/.gaara/static/a/b.c/"],
  body: ["Healthy\n", "", "Back at 12:00, please wait!"],
};

const refused: Readonly<Record<keyof typeof nginxRules, readonly string[]>> = {
  container: ["", "-a", "_a", "a b", "a;", "a/b", "ä", "a:80", `a${"b".repeat(128)}`],
  resolver: ["", "dns.example.com", "127.0.0.11:", "127.0.0.11:0", "::1", "127.0.0.11 valid=1s"],
  internalPath: [
    "",
    "/",
    "/.gaara/",
    "/.gaara/media",
    "/media/uploads/",
    "/.gaara/../",
    "/.gaara/.x/",
    "/.gaara/a b/",
  ],
  body: ["two\nlines", "\n\n", "a;b", "it's", '"', "100$", "{", "}", "#", "\\n", "\0", "\r", "é"],
};

describe("the rules of nginx's own values", () => {
  for (const [rule, { example, allowed }] of Object.entries(nginxRules)) {
    const key = rule as keyof typeof nginxRules;
    it(`${rule}: accepts its own example and what else is allowed`, () => {
      for (const one of [example, ...accepted[key]]) expect(String(value("here", key, one))).toBe(one);
    });
    it.each(refused[key].map((one) => [one]))(`${rule}: refuses %j and says what is allowed`, (one) => {
      expect(() => value("here", key, one)).toThrow(
        `nginx.here: found ${JSON.stringify(one)}, expected ${allowed}, for example ${JSON.stringify(example)}`,
      );
    });
  }
});

describe("numbers", () => {
  it("accepts whole numbers inside the range", () => {
    expect([port("here", 1), port("here", 65_535), number("here", 0, 0, 9)].map(String)).toEqual([
      "1",
      "65535",
      "0",
    ]);
  });
  it.each([0, -1, 65_536, 1.5, NaN, Infinity, 1e21])("refuses %d as a port", (found) => {
    expect(() => port("server.port", found)).toThrow(
      `nginx.server.port: found ${found}, expected a whole number from 1 to 65535`,
    );
  });
});

describe("a prefix without its slash", () => {
  it("loses the slash, and as an expression its dots are escaped", () => {
    expect(String(pathStart("here", "/v1.2/api/"))).toBe("/v1.2/api");
    expect(String(pathStart("here", "/v1.2/api/", true))).toBe("/v1\\.2/api");
    expect(String(pathStart("here", "/"))).toBe("");
  });
  it("has to be a path with a slash at its end", () => {
    expect(() => pathStart("here", "/api")).toThrow('nginx.here: found "/api", expected a slash at its end');
    expect(() => pathStart("here", "/(.*)/")).toThrow(
      'nginx.here: found "/(.*)/", expected an absolute path',
    );
  });
});
