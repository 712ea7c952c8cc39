import { describe, expect, it } from "vitest";
import { script } from "../../../bench/nginx/files.ts";
import { rotated } from "../../../bench/nginx/measure.ts";
import { places } from "../../../bench/nginx/places.ts";
import { scenarios } from "../../../bench/nginx/scenarios.ts";
import { sides, textOf, type Side } from "../../../bench/nginx/sides.ts";
import { upstreamText } from "../../../bench/nginx/upstream.ts";

const names: readonly Side[] = ["gaara", "source", "tuned"];

describe("the configurations", () => {
  it.each(names)("of %s serves the benchmark's host and reaches its upstream", (side) => {
    const text = textOf(side, false);
    expect(text).toMatch(new RegExp(String.raw`server_name [^;]*\b${places.domain}\b`));
    expect(text).toMatch(new RegExp(String.raw`${places.upstream}:${places.upstreamPort}\b`));
    expect(text).toContain("location /erp/api/ {");
    expect(text).toMatch(/client_max_body_size 100M;/);
    expect(text).toMatch(/^worker_processes 1;$/m);
  });

  it("serve HTTPS and files where they are measured with them", () => {
    for (const side of names) {
      const serves = { tls: scenarios.filter(({ tls }) => tls), files: scenarios.filter(isStatic) };
      expect(textOf(side, true).includes("listen 443 ssl")).toBe(
        serves.tls.some(({ sides }) => sides.includes(side)),
      );
      expect(textOf(side, false).includes("alias /srv/static/")).toBe(
        serves.files.some(({ sides }) => sides.includes(side)),
      );
    }
  });

  it("of this program leads plain HTTP to HTTPS, but for what is measured over plain HTTP", () => {
    expect(textOf("gaara", true)).toContain("return 308 https://");
    expect(textOf("gaara", false)).not.toContain("return 308 https://");
  });

  it("of the source document connects anew for every request, as the document does", () => {
    expect(textOf("source", false)).not.toMatch(/keepalive|Connection/);
    expect(textOf("source", false)).toContain("resolver ");
  });

  it("of the peers and the upstream close every block", () => {
    for (const text of [textOf("source", false), textOf("tuned", false), upstreamText])
      expect(text.split("{").length).toBe(text.split("}").length);
  });
});

const isStatic = ({ what }: (typeof scenarios)[number]): boolean => what.startsWith("static");

describe("a run", () => {
  it("measures this program in every scenario, and against the hand-tuned file", () => {
    for (const { sides: taken } of scenarios)
      expect(taken).toEqual(expect.arrayContaining(["gaara", "tuned"]));
    expect(Object.keys(sides)).toEqual(names);
  });
  it("lets another side begin in each round", () => {
    expect([1, 2, 3, 4].map((round) => rotated(names, round)[0])).toEqual([
      "source",
      "tuned",
      "gaara",
      "source",
    ]);
    expect([...rotated(names, 2)].sort()).toEqual([...names].sort());
  });
  it("serves the same file each time, of the size that is asked for", () => {
    expect(script(16_384)).toHaveLength(16_384);
    expect(script(500)).toBe(script(16_384).slice(0, 500));
  });
});
