import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { PulumiRelease } from "../../../cli/setup/pulumi-release.ts";
import { archive, checksums, packed, releases, sha256, version } from "./releases.ts";
import { temporaryFolder } from "./temporary.ts";

const report = { note: () => undefined, remaining: () => undefined };

describe("PulumiRelease", () => {
  it("downloads, verifies and unpacks the release for this machine", async () => {
    const content = await packed();
    const url = await releases({
      ...checksums(content),
      [archive]: content,
    });
    const release = new PulumiRelease(version, url);
    const availability = await release.availability();
    expect(availability).toEqual({ sha256: sha256(content) });

    const bin = join(temporaryFolder(), "tools", "bin");
    await release.install(sha256(content), bin, report);
    expect((await execa(join(bin, "pulumi"))).stdout).toBe("it runs");
    expect(readdirSync(dirname(bin))).toEqual(["bin"]);
  });

  it("installs nothing that has another checksum", async () => {
    const url = await releases({ [archive]: await packed() });
    const bin = join(temporaryFolder(), "bin");
    await expect(new PulumiRelease(version, url).install("0".repeat(64), bin, report)).rejects.toThrow(
      /has the checksum [0-9a-f]{64}, expected 0{64}; nothing was installed$/,
    );
    expect(existsSync(bin)).toBe(false);
  });

  it("says why a release cannot be had", async () => {
    const url = await releases({});
    expect(await new PulumiRelease(version, url).availability()).toEqual({
      unreachable: `${url}/pulumi-${version}-checksums.txt answered 404`,
    });
    expect(await new PulumiRelease(version, "http://127.0.0.1:9").availability()).toEqual({
      unreachable: "127.0.0.1:9 does not answer",
    });
  });
});
