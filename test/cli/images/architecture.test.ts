import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareArchitecture } from "../../../cli/images/architecture.ts";
import { temporaryFolder } from "../setup/temporary.ts";

const server = "ssh://deploy@server.example.com";

/** A machine whose docker command reaches one engine, of another architecture. */
function machine(): NodeJS.ProcessEnv {
  const folder = temporaryFolder();
  const command = join(folder, "docker");
  writeFileSync(
    command,
    `#!/bin/sh\nif [ "$DOCKER_HOST" = ${server} ]; then echo arm64; else echo "cannot connect" >&2; exit 1; fi\n`,
  );
  chmodSync(command, 0o755);
  return { PATH: `${folder}:/usr/bin:/bin`, DOCKER_HOST: "unix:///var/run/docker.sock" };
}

const compare = (built: string, host: string | undefined) =>
  compareArchitecture(built, { stack: "prod", host }, machine());

describe("compareArchitecture", () => {
  it("refuses images that the stack's engine could not run", () =>
    expect(compare("amd64", server)).rejects.toThrow(
      /^images: this engine builds for amd64, docker:host in Pulumi\.prod\.yaml \(ssh:\S+\) is arm64, .*DOCKER_HOST=ssh:\/\/deploy@server\.example\.com npm run images -- push/,
    ));

  it.each([
    ["the same", server, "They run on arm64, which is what ssh://deploy@server.example.com is."],
    ["the engine that builds", "unix:///var/run/docker.sock", "They run on arm64."],
    ["named nowhere", undefined, "They run on arm64."],
    [
      "out of reach",
      "ssh://deploy@elsewhere",
      "They run on arm64; the engine of prod could not be asked for its architecture (ssh://deploy@elsewhere: cannot connect).",
    ],
  ])("lets them through where it is %s", async (_what, host, wanted) =>
    expect(await compare("arm64", host)).toBe(wanted),
  );
});
