import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { contextEngine } from "../../../cli/setup/docker-context.ts";
import { ensureDocker } from "../../../cli/setup/docker.ts";
import { connect } from "../../../engine/engine.ts";
import { temporaryFolder } from "./temporary.ts";

const idOf = (name: string): string => createHash("sha256").update(name).digest("hex");

/** DOCKER_CONFIG with a context, as `docker context create` leaves it. */
function contextIn(folder: string, name: string, endpoint: object): void {
  const meta = join(folder, "contexts", "meta", idOf(name));
  mkdirSync(meta, { recursive: true });
  writeFileSync(join(meta, "meta.json"), JSON.stringify({ Name: name, Endpoints: { docker: endpoint } }));
}

describe("a context of the docker command", () => {
  it("that does not exist is refused, never taken for the local engine", () => {
    const folder = temporaryFolder();
    contextIn(folder, "desktop", { Host: "unix:///desktop.sock" });
    expect(() => contextEngine({ DOCKER_CONFIG: folder, DOCKER_CONTEXT: "prod" })).toThrow(
      'DOCKER_CONTEXT: found "prod", expected a context that exists: default, desktop; make it with: docker context create, or unset it',
    );
    writeFileSync(join(folder, "config.json"), '{"currentContext":"gone"}');
    expect(() => contextEngine({ DOCKER_CONFIG: folder })).toThrow(
      `currentContext in ${join(folder, "config.json")}: found "gone", expected a context that exists: default, desktop`,
    );
  });

  it("stops set-up before it looks for an engine", async () => {
    await expect(ensureDocker({ DOCKER_CONFIG: temporaryFolder(), DOCKER_CONTEXT: "prod" })).rejects.toThrow(
      'DOCKER_CONTEXT: found "prod"',
    );
  });

  it("gives way to DOCKER_HOST, as with the docker command", async () => {
    const host = `unix://${temporaryFolder()}/none.sock`;
    await expect(
      ensureDocker({ DOCKER_CONFIG: temporaryFolder(), DOCKER_CONTEXT: "prod", DOCKER_HOST: host }),
    ).rejects.toThrow(`no engine answers at ${host}`);
  });

  it("that checks no certificate is refused", () => {
    const folder = temporaryFolder();
    contextIn(folder, "open", { Host: "tcp://one:2376", SkipTLSVerify: true });
    mkdirSync(join(folder, "contexts", "tls", idOf("open"), "docker"), { recursive: true });
    expect(() => contextEngine({ DOCKER_CONFIG: folder, DOCKER_CONTEXT: "open" })).toThrow(
      "DOCKER_CONTEXT: the context open does not check the engine's certificate (SkipTLSVerify)",
    );
  });

  it("with TLS is spoken to by its certificates, and to nobody else", async () => {
    const folder = temporaryFolder();
    const certificates = join(folder, "contexts", "tls", idOf("far"), "docker");
    mkdirSync(certificates, { recursive: true });
    makeCertificates(certificates);
    const pem = (name: string) => readFileSync(join(certificates, name));
    const server = createServer(
      { cert: pem("cert.pem"), key: pem("key.pem"), ca: pem("ca.pem"), requestCert: true },
      (_request, response) => response.end('{"Version":"29.1.0","ApiVersion":"1.52","Arch":"amd64"}'),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const host = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    contextIn(folder, "far", { Host: host });

    const environment = { DOCKER_CONFIG: folder, DOCKER_CONTEXT: "far" };
    const found = contextEngine(environment);
    expect(found).toEqual({ DOCKER_HOST: host, DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: certificates });
    expect(await ensureDocker(environment)).toBe(`Docker 29.1.0 (${host})`);
    expect(await connect(host, { ...found }).version()).toBe("29.1.0");
    await expect(connect(host, {}).version()).rejects.toThrow();
    await expect(connect(host, { DOCKER_TLS_VERIFY: "1" }).version()).rejects.toThrow(/certificate/);
  });
});

/** One certificate for everything: the authority, the engine and the client. */
function makeCertificates(folder: string): void {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"],
      ...["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
      ...["-keyout", key, "-out", cert],
    ],
    { stdio: "ignore" },
  );
  writeFileSync(join(folder, "ca.pem"), readFileSync(cert));
}
