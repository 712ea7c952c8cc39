import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import { readStack } from "../../config/stack.ts";
import { collect, valueOf } from "../components/mocks.ts";

function read(values: Readonly<Record<string, string>>, secrets: readonly string[] = [], file = "") {
  collect();
  pulumi.runtime.setAllConfig({ ...values }, [...secrets]);
  process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(secrets);
  return readStack(() => file);
}

afterEach(() => {
  delete process.env.PULUMI_CONFIG_SECRET_KEYS;
  pulumi.runtime.setAllConfig({});
});

describe("a stack's configuration", () => {
  it("is read from what Pulumi hands over as text", () => {
    const { stack, settings } = read({
      "gaara:portOffset": "20000",
      "gaara:debug": "true",
      "gaara:replicas": '{"django":2}',
      "gaara:corsOrigins": '["https://app.gaara-erp.com"]',
      "aws:region": "eu-west-1",
    });
    expect(stack).toBe("dev");
    expect(settings).toMatchObject({
      portOffset: 20_000,
      debug: true,
      replicas: { django: 2 },
      corsOrigins: ["https://app.gaara-erp.com"],
    });
  });

  it("names the engine that the plugin was told", () => {
    expect(read({ "docker:host": "ssh://deploy@server" }).engineHost).toBe("ssh://deploy@server");
    expect(read({}).engineHost).toBeUndefined();
  });

  it("holds given secrets as secrets, and not among the settings", async () => {
    const { settings, given } = read({ "gaara:openaiApiKey": "sk-1" }, ["gaara:openaiApiKey"]);
    expect(Object.keys(given)).toEqual(["openaiApiKey"]);
    expect(JSON.stringify(settings)).not.toContain("sk-1");
    const { openaiApiKey = pulumi.output("") } = given;
    expect(await pulumi.isSecret(openaiApiKey)).toBe(true);
    expect(await valueOf(openaiApiKey)).toBe("sk-1");
  });

  it("is refused where YAML has made another value of what was written", () => {
    const file = [
      "config:",
      "  gaara:appVersion: 1.10 # the tenth",
      "  gaara:domain: 012",
      "  gaara:logLevel: INFO",
      '  gaara:aiModel: "1.10"',
      "  gaara:superuser: { username: 1.10 }",
      "  gaara:portOffset: 0x4E20",
      "  gaara:debug: True",
      "  gaara:awsRegion: 1",
    ].join("\n");
    const arrived = {
      "gaara:appVersion": "1.1",
      "gaara:domain": "10",
      "gaara:logLevel": "INFO",
      "gaara:aiModel": "1.10",
      "gaara:superuser": '{"username":"admin"}',
      "gaara:portOffset": "20000",
      "gaara:debug": "true",
      // Of another file, which somebody has named on the command line.
      "gaara:awsRegion": "eu-west-1",
    };
    expect(() => read(arrived, [], file)).toThrow(
      [
        "2 settings are wrong; nothing was changed.",
        '  gaara:appVersion: found 1.10, which YAML has read as 1.1, expected it in quotes: gaara:appVersion: "1.10"; or write 1.1, if that is meant',
        '  gaara:domain: found 012, which YAML has read as 10, expected it in quotes: gaara:domain: "012"; or write 10, if that is meant',
      ].join("\n"),
    );
  });

  it("is refused with every problem at once, as a message without a stack trace", () => {
    const attempt = () =>
      read({ "gaara:openaiApiKey": "sk-1", "gaara:domian": "x", "gaara:replicas": "[not json" });
    expect(attempt).toThrow(pulumi.RunError);
    expect(attempt).toThrow(/^3 settings are wrong; nothing was changed\.\n/);
    expect(attempt).toThrow(/gaara:openaiApiKey: stands in clear/);
    expect(attempt).toThrow(/gaara:domian: unknown key, did you mean domain\?/);
    expect(attempt).toThrow(/gaara:replicas: found "\[not json"/);
  });
});
