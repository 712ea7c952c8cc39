import { describe, expect, it } from "vitest";
import { parseStack, type StackValue } from "../../config/parse-stack.ts";

const clear = (value: unknown): StackValue => ({ secret: false, value });
const secret: StackValue = { secret: true };
const problems = (stack: string, values: Record<string, StackValue>): readonly string[] => {
  const parsed = parseStack(stack, values);
  return "problems" in parsed ? parsed.problems.map(({ path, message }) => `${path}: ${message}`) : [];
};
const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

describe("a stack's file", () => {
  it("may be empty", () => expect(problems("dev", {})).toEqual([]));

  it("may hold the operator's secrets, encrypted", () =>
    expect(problems("dev", { openaiApiKey: secret })).toEqual([]));

  it("names a secret that stands in clear, without showing it", () => {
    const [problem = ""] = problems("dev", { openaiApiKey: clear("sk-very-secret") });
    expect(problem).toBe(
      "gaara:openaiApiKey: stands in clear, expected a secret: pulumi config set --secret gaara:openaiApiKey",
    );
    expect(problem).not.toContain("sk-very-secret");
  });

  it("names a setting that stands encrypted, since settings appear in outputs", () =>
    expect(problems("dev", { domain: secret })[0]).toMatch(
      /^gaara:domain: stands encrypted, expected in clear/,
    ));

  it("belongs to a stack whose name can be part of others", () =>
    expect(problems("Dev_1", {})[0]).toMatch(/^stack: found "Dev_1", expected a lower-case letter/));

  it("reports what is wrong with the name, the secrets and the settings at once", () =>
    expect(
      problems("Dev", { tlsKey: clear("x"), domian: clear("x") }).map((line) =>
        line.split(":").slice(0, 2).join(":"),
      ),
    ).toEqual([
      'stack: found "Dev", expected a lower-case letter, then letters, digits and hyphens, at most 40, for example "dev"',
      "gaara:tlsKey",
      "gaara:domian",
    ]));

  it("has a certificate and its key, or neither", () => {
    expect(problems("dev", { tls: clear({ certificate }), tlsKey: secret })).toEqual([]);
    expect(problems("dev", { tls: clear({ certificate }) })).toEqual([
      "gaara:tlsKey: is missing, gaara:tls.certificate has no key: pulumi config set --secret gaara:tlsKey < key.pem",
    ]);
    expect(problems("dev", { tlsKey: secret })).toEqual([
      "gaara:tls.certificate: is missing, gaara:tlsKey belongs to no certificate: set it, or remove the key",
    ]);
  });
});
