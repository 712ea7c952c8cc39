import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { keyedHash, keyedHashes } from "../../components/hashes.ts";
import { collect, valueOf } from "./mocks.ts";

describe("the hash of a secret", () => {
  beforeAll(() => void collect());

  it("is another one under another key, name or value", () => {
    const hashes = [
      keyedHash("k", "name", "value"),
      keyedHash("K", "name", "value"),
      keyedHash("k", "Name", "value"),
      keyedHash("k", "name", "Value"),
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(hashes.join()).not.toContain("value");
  });

  it("is no secret, and there is one of what was given alone", async () => {
    const hashes = keyedHashes(pulumi.secret("k"), { tlsKey: pulumi.secret("pem"), sentryDsn: undefined });
    expect(Object.keys(hashes)).toEqual(["tlsKey"]);
    const hash = hashes.tlsKey ?? pulumi.output("");
    expect(await pulumi.isSecret(hash)).toBe(false);
    expect(await valueOf(hash)).toBe(keyedHash("k", "tlsKey", "pem"));
  });
});
