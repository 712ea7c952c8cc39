import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { ensureTestServers } from "../cli/setup/test-servers.ts";
import { docker } from "./containers.ts";
import { freePort } from "../cli/checks/free-port.ts";

/** A real image registry of the tests'. */
export interface Registry {
  /** Host and port, as images are named. */
  readonly address: string;
  /** Ends it and removes what it stored, and the engine's names for its images. */
  readonly close: () => Promise<void>;
}

/** `deploy` with the password `secret`. */
const users = "deploy:$2b$04$gaaragaaragaaragaaraguFvh1JNnlAGcDYjpW8zGGllw4qJ4kAG.\n";

/**
 * Starts a registry on a port of the loopback interface, where engines take plain HTTP.
 *
 * @param locked - whether only `deploy` may use it
 */
export async function startRegistry(locked = false): Promise<Registry> {
  const program = (await ensureTestServers())["docker-registry"];
  const folder = mkdtempSync(join(tmpdir(), "gaara-registry-"));
  const address = `127.0.0.1:${await freePort()}`;
  const usersFile = join(folder, "users");
  writeFileSync(usersFile, users);
  const configuration = join(folder, "config.yml");
  writeFileSync(
    configuration,
    stringify({
      version: 0.1,
      log: { level: "error", accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(folder, "images") } },
      http: { addr: address },
      ...(locked ? { auth: { htpasswd: { realm: "tests", path: usersFile } } } : {}),
    }),
  );
  const server = spawn(program, ["serve", configuration], { stdio: "ignore" });
  const ended = once(server, "exit");
  await answers(`http://${address}/v2/`);
  return {
    address,
    close: async () => {
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
      await forget(address);
    },
  };
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`${url}: no registry answers`);
}

/** Takes names of images from the engine; images that have others stay. */
export async function forget(start: string): Promise<void> {
  for (const { RepoTags: tags, RepoDigests: digests } of await docker.listImages())
    for (const name of [...(tags ?? []), ...(digests ?? [])].filter((one) => one.startsWith(start)))
      await docker
        .getImage(name)
        .remove({ force: true })
        .catch(() => undefined);
}
