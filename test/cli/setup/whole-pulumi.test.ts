import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { needsWholePulumi } from "../../../cli/setup/whole-pulumi.ts";
import { temporaryFolder } from "./temporary.ts";

describe("needsWholePulumi", () => {
  it.each([
    [{}, undefined],
    [{ PULUMI_BACKEND_URL: "", PULUMI_CLOUD_SECRET_OVERRIDE: "" }, undefined],
    [{ PULUMI_BACKEND_URL: "file:///home/me/.gaara/state" }, undefined],
    [{ PULUMI_BACKEND_URL: "s3://bucket/key?region=x" }, "PULUMI_BACKEND_URL is s3://"],
    [{ PULUMI_BACKEND_URL: "https://api.pulumi.com" }, "PULUMI_BACKEND_URL is https://"],
    [{ PULUMI_BACKEND_URL: "postgres://me:secret@host/db" }, "PULUMI_BACKEND_URL is postgres://"],
    [{ PULUMI_CLOUD_SECRET_OVERRIDE: "awskms://alias/key" }, "PULUMI_CLOUD_SECRET_OVERRIDE is awskms://"],
  ])("by the environment %j: %s", (environment, expected) => {
    expect(needsWholePulumi(environment, temporaryFolder())).toBe(expected);
  });

  it.each([
    [
      "secretsprovider: awskms://alias/key?region=x\nconfig: {}\n",
      "secretsprovider of Pulumi.prod.yaml is awskms://",
    ],
    [
      `encryptedkey: x\nsecretsprovider: "hashivault://key"\n`,
      "secretsprovider of Pulumi.prod.yaml is hashivault://",
    ],
    ["secretsprovider: passphrase\n", undefined],
    ["secretsprovider: default # awskms://later\n", undefined],
    ["# secretsprovider: awskms://x\nconfig:\n  gaara:note: 'secretsprovider: gcpkms://x'\n", undefined],
  ])("by a stack's file %j: %s", (text, expected) => {
    const project = temporaryFolder();
    writeFileSync(join(project, "Pulumi.yaml"), "secretsprovider: awskms://not-here\n");
    writeFileSync(join(project, "Pulumi.prod.yaml"), text);
    expect(needsWholePulumi({}, project)).toBe(expected);
  });
});
