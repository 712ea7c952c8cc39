import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { clientOf } from "../../../engine/client.ts";
import { connect } from "../../../engine/engine.ts";
import { fakeEngine, type FakeEngine } from "./fake-engine.ts";

afterEach(() => void vi.unstubAllEnvs());

describe("an engine's address", () => {
  it.each([
    [undefined, "127.0.0.1", true],
    ["", "127.0.0.1", true],
    ["unix:///var/run/docker.sock", "127.0.0.1", true],
    ["tcp://10.1.2.3:2376", "10.1.2.3", false],
    ["ssh://deploy@erp.example.com", "erp.example.com", false],
  ])("%s has its ports at %s", (address, host, isLocal) => {
    vi.stubEnv("DOCKER_HOST", "");
    expect(connect(address)).toMatchObject({ host, isLocal });
  });

  it("is that of DOCKER_HOST unless another is given", () => {
    vi.stubEnv("DOCKER_HOST", "tcp://one:2375");
    expect(connect().address).toBe("tcp://one:2375");
    expect(connect("").address).toBe("tcp://one:2375");
    expect(connect("tcp://two:2375").address).toBe("tcp://two:2375");
  });

  it("is for tunnels only where it is reached by ssh", () => {
    expect(connect("ssh://deploy@server").ssh).toBe("ssh://deploy@server");
    expect(connect("tcp://server:2375").ssh).toBeUndefined();
  });
});

describe("the client of an engine", () => {
  const modem = (address: string) => (clientOf(address, process.env) as unknown as { modem: object }).modem;

  const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;

  /** DOCKER_CERT_PATH with a certificate for an engine elsewhere. */
  function certificates(): void {
    const folder = mkdtempSync(join(tmpdir(), "certificates-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const name of ["ca", "cert", "key"]) writeFileSync(join(folder, `${name}.pem`), pem(name));
    vi.stubEnv("DOCKER_CERT_PATH", folder);
  }

  it("goes to the address that is given, whatever DOCKER_HOST says", () => {
    certificates();
    vi.stubEnv("DOCKER_HOST", "tcp://other:2376");
    const local = { protocol: "http", socketPath: "/one.sock", host: undefined, key: undefined };
    expect(modem("unix:///one.sock")).toMatchObject(local);
    expect(modem("tcp://one:2375")).toMatchObject({ protocol: "http", host: "one", port: "2375" });
    vi.stubEnv("DOCKER_HOST", "ssh://deploy@other");
    expect(modem("unix:///one.sock")).toMatchObject(local);
    vi.stubEnv("DOCKER_HOST", "unix:///other.sock");
    expect(modem("tcp://one:2375")).toMatchObject({ host: "one", port: "2375" });
    expect(modem("one:2375")).toMatchObject({ host: "one", port: "2375" });
  });

  it("speaks TLS where the port or the environment says so, with the docker command's certificates", () => {
    certificates();
    const secure = { protocol: "https", host: "one", ca: pem("ca"), cert: pem("cert"), key: pem("key") };
    expect(modem("tcp://one:2376")).toMatchObject(secure);
    vi.stubEnv("DOCKER_TLS_VERIFY", "1");
    expect(modem("tcp://one:2375")).toMatchObject(secure);
  });

  it("is none of what is no address", () =>
    expect(() => clientOf("tcp://:", {})).toThrow(
      "DOCKER_HOST: found tcp://:, expected an address like unix:///var/run/docker.sock",
    ));
});

describe("an engine's parts", () => {
  let fake: FakeEngine;
  beforeEach(async () => {
    fake = await fakeEngine();
  });
  afterEach(() => fake.close());

  it("are asked for by their labels, stopped containers among them", async () => {
    const queries: object[] = [];
    const query = (found: object) => (asked: object) => {
      queries.push(asked);
      return found;
    };
    fake.lists = {
      "/containers/json": query([]),
      "/networks": query([]),
      "/volumes": query({ Volumes: null }),
    };
    const filters = (...label: readonly string[]) => JSON.stringify({ label });
    await fake.engine.containers({ stack: "dev", service: "nginx", role: "serving" });
    await fake.engine.containers({ running: true });
    await fake.engine.networks({ stack: "dev" });
    expect(await fake.engine.volumes({ labels: ["mine"] })).toEqual([]);
    expect(queries).toEqual([
      {
        all: "true",
        filters: filters("com.gaara.stack=dev", "com.gaara.service=nginx", "com.gaara.role=serving"),
      },
      { all: "false" },
      { filters: filters("com.gaara.stack=dev") },
      { filters: filters("mine") },
    ]);
  });

  it("are undefined to a look where they are gone, and removed already", async () => {
    for (const path of ["/containers/x/json", "/networks/x", "/volumes/x", "/images/x/json"])
      fake.refusals[`GET ${path}`] = 404;
    for (const path of ["/containers/x", "/networks/x", "/volumes/x", "/images/x"])
      fake.refusals[`DELETE ${path}`] = 404;
    fake.refusals["POST /containers/x/stop"] = 404;
    fake.refusals["GET /containers/x/stats"] = 404;
    const { engine } = fake;
    expect(await engine.container("x").inspect()).toBeUndefined();
    expect(await engine.network("x").inspect()).toBeUndefined();
    expect(await engine.volume("x").inspect()).toBeUndefined();
    expect(await engine.image("x").inspect()).toBeUndefined();
    expect(await engine.container("x").readFile("/none")).toBeUndefined();
    expect(await engine.container("x").memory()).toBeUndefined();
    await engine.container("x").stop();
    await engine.container("x").remove();
    await engine.network("x").remove();
    await engine.volume("x").remove();
    expect(await engine.image("x").remove()).toBe(false);
  });

  it("cannot be changed where they are gone", async () => {
    fake.refusals["POST /containers/x/start"] = 404;
    fake.refusals["POST /containers/x/rename"] = 404;
    await expect(fake.engine.container("x").start()).rejects.toThrow("refused");
    await expect(fake.engine.container("x").rename("y")).rejects.toThrow("refused");
  });

  it("start and stop without complaint where they have already", async () => {
    fake.refusals["POST /containers/x/start"] = 304;
    fake.refusals["POST /containers/x/stop"] = 304;
    await fake.engine.container("x").start();
    await fake.engine.container("x").stop();
    expect(fake.asked).toEqual(["POST /containers/x/start", "POST /containers/x/stop"]);
  });

  it("fail where the engine fails", async () => {
    fake.refusals["GET /containers/x/json"] = 500;
    fake.refusals["POST /containers/x/stop"] = 500;
    fake.refusals["DELETE /volumes/x"] = 409;
    await expect(fake.engine.container("x").inspect()).rejects.toThrow("refused");
    await expect(fake.engine.container("x").stop()).rejects.toThrow("refused");
    await expect(fake.engine.volume("x").remove()).rejects.toThrow("refused");
  });
});
