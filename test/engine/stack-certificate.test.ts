import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { clone, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
});

afterAll(async () => {
  writeSettings(clone());
  await must(up());
});

/** Fingerprint of the certificate that the edge shows. */
const shown = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(
      { host: "127.0.0.1", port, servername: "localhost", rejectUnauthorized: false },
      () => {
        resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? "");
        socket.end();
      },
    );
    socket.on("error", reject);
  });

it("a certificate that is given goes live by a reload, without another nginx container", async () => {
  const [chain, key] = [join(clone(), "chain.pem"), join(clone(), "key.pem")];
  const subject = ["-subj", "/CN=erp.example.com", "-addext", "subjectAltName=DNS:erp.example.com"];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "30",
      ...subject,
      "-keyout",
      key,
      "-out",
      chain,
    ],
    {
      stdio: "ignore",
    },
  );
  const port = Number(new URL(report.urls["Gaara ERP (TLS)"] ?? "").port);
  const own = new X509Certificate(readFileSync(chain)).fingerprint256;
  expect(await shown(port)).not.toBe(own);

  writeSettings(clone(), { "gaara:tls": { certificate: readFileSync(chain, "utf8") } });
  await must(
    run("pulumi", [
      "config",
      "set",
      "--secret",
      "--stack",
      stackName,
      "gaara:tlsKey",
      "--",
      readFileSync(key, "utf8"),
    ]),
  );
  await must(up());
  expect(await shown(port)).toBe(own);
  expect((await stackReport()).containers.nginx).toEqual(report.containers.nginx);
  rmSync(key);
});
