import { describe, expect, it } from "vitest";
import { block, checked, conf, lines, quoted, Text, words } from "../../../artefacts/nginx/text.ts";

const any = (content: string) => checked("here", content, /^/, "");

describe("configuration text", () => {
  it("keeps backslashes of the source as they are", () => {
    expect(String(conf`"~/\.${any("a")}\n"`)).toBe(String.raw`"~/\.a\n"`);
  });
  it("indents blocks and leaves empty parts out", () => {
    const inner = block(conf`location /`, conf``, conf`return 404;`);
    expect(String(block(conf`server`, lines(conf`a;`, conf``), inner))).toBe(
      "server {\n    a;\n    location / {\n        return 404;\n    }\n}",
    );
  });
  it("puts words beside each other", () => {
    expect(String(words([conf`a`, conf`b`]))).toBe("a b");
  });
  it("quotes what has a meaning inside quotes", () => {
    expect(String(quoted(any('say "hi"\\\n')))).toBe(String.raw`"say \"hi\"\\\n"`);
  });
  it("does not quote variables, which nginx would expand", () => {
    expect(() => quoted(any("$host"))).toThrow('nginx: "$host" has a $, which cannot be quoted');
  });
  it("is not made of plain strings", () => {
    const constructor: new (content: string, key: never) => Text = Text;
    expect(() => new constructor("include /etc/passwd;", Symbol("mine") as never)).toThrow(
      "nginx text is made by `conf` and `checked` only",
    );
    // @ts-expect-error a string is no checked text
    expect(String(conf`${"raw"}`)).toBe("raw");
  });
});
