import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { paths } from "../../../artefacts/nginx/paths.ts";
import { firstCertificate } from "../../../engine/nginx/certificate.ts";
import { cutOver } from "../../../engine/nginx/cut-over.ts";
import { upstreamsJson } from "../../../engine/nginx/kept-upstreams.ts";
import { buildModel } from "../../../artefacts/nginx/build.ts";
import { renderModel } from "../../../artefacts/nginx/render.ts";
import { transition } from "../../../artefacts/nginx/transition.ts";
import { development } from "../../artefacts/nginx/inputs.ts";
import { fakeEngine, type FakeEngine } from "./fake-engine.ts";

/** A certificate and its key, made once per name. */
const pairs = new Map<string, { certificate: string; key: string }>();
function pair(name = "localhost"): { certificate: string; key: string } {
  const known = pairs.get(name);
  if (known !== undefined) return known;
  const command = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-subj",
    `/CN=${name}`,
  ];
  const both = execFileSync("openssl", [...command, "-keyout", "-", "-out", "-"], {
    encoding: "utf8",
    stdio: "pipe",
  });
  const [key = "", certificate = ""] = both.split(/(?=-----BEGIN CERTIFICATE-----)/);
  const made = { certificate, key };
  pairs.set(name, made);
  return made;
}

let fake: FakeEngine;
beforeEach(async () => {
  fake = await fakeEngine();
});
afterEach(() => fake.close());

const container = () => fake.engine.container("c1");

describe("cut-over", () => {
  /** A configuration with these containers of Django, and nothing else that serves. */
  const serving = (...django: readonly string[]) => buildModel({ ...development, upstreams: { django } });
  const text = (...django: readonly string[]) => renderModel(serving(...django));
  const args = { configuration: serving(), domain: "localhost", drain: 0 };
  const pem =
    "-----BEGIN PRIVATE KEY-----\nk\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nc\n-----END CERTIFICATE-----\n";

  const tls = {
    chain: "/etc/nginx/tls/fullchain.pem",
    key: "/etc/nginx/tls/key.pem",
    chainCopy: "/etc/nginx/tls/copy/fullchain.pem",
    keyCopy: "/etc/nginx/tls/copy/key.pem",
  };

  /** An nginx that runs and keeps `live`, with a certificate for localhost. */
  function nginx(
    live: string,
    answers: (line: string) => { output?: string; exitCode?: number } | undefined = () => undefined,
  ) {
    Object.assign(fake.files, {
      [paths.active]: live,
      [paths.kept]: live,
      [tls.chain]: pair().certificate,
      [tls.key]: pair().key,
      [tls.chainCopy]: pair().certificate,
      [tls.keyCopy]: pair().key,
    });
    fake.run = ({ command }) => answers(command.join(" ")) ?? {};
    return { lines: () => fake.executed.map(({ command }) => command.join(" ")) };
  }
  /** Addresses of containers, and what nginx says of the upstreams that it was asked for: the last answer repeats. */
  function reaching(addresses: Readonly<Record<string, string>>, ...said: string[]) {
    let output = "";
    return (line: string) => {
      if (!isAsked(line)) return undefined;
      const known = Object.entries(addresses).map((pair) => `address ${pair.join(" ")}\n`);
      // The engine answers a command twice here: its output first, its exit code afterwards.
      const one = output === "" || said.length === 1 ? said[0] : said.shift();
      output = `${known.join("")}HTTP/1.1 200 OK\r\nX-Upstream: ${one ?? ""}\r\n\r\n`;
      return { output };
    };
  }
  /** Each question to nginx takes six seconds of the clock, and none of the test's. */
  function slowly(answers: ReturnType<typeof reaching>): typeof answers {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    return (line) => {
      if (isAsked(line)) vi.advanceTimersByTime(3_000);
      return answers(line);
    };
  }
  const isAsked = (line: string) => line.includes("curl");
  const reloads = (lines: readonly string[]) => lines.filter((line) => line.includes("-HUP")).length;

  it("does nothing when the text is live already", async () => {
    const { lines } = nginx(text());
    await cutOver(container(), args);
    expect(fake.archives).toEqual([]);
    expect(reloads(lines())).toBe(0);
  });

  it("goes on where an interrupted cut-over stopped", async () => {
    const { lines } = nginx(text());
    Reflect.deleteProperty(fake.files, paths.kept);
    await cutOver(container(), args);
    expect(reloads(lines())).toBe(1);
  });

  it("tests, puts in place, reloads, and keeps what nginx has taken over", async () => {
    const { lines } = nginx("old text");
    await cutOver(container(), args);
    expect(fake.archives.map((archive) => archive.split("\0")[0])).toEqual([
      "candidate.conf",
      "nginx.conf",
      ".nginx.conf.new",
    ]);
    expect(lines().findIndex((line) => line.includes("nginx -t"))).toBeLessThan(
      lines().findIndex((line) => line.includes("-HUP")),
    );
  });

  it("knows both versions' containers for a moment", async () => {
    const { lines } = nginx(
      text("old"),
      reaching({ new: "10.0.0.2" }, "10.0.0.1:8000|200", "10.0.0.2:8000|200"),
    );
    await cutOver(container(), { ...args, configuration: serving("new") });
    expect(reloads(lines())).toBe(2);
    expect(fake.archives[1]).toMatch(/server old:8000 resolve .*;\n {8}server new:8000 resolve .*;/);
    expect(fake.archives[2]).toContain("server new:8000");
    expect(fake.archives[2]).not.toContain("server old:8000");
  });

  describe("knows what nginx runs", () => {
    const reachable = reaching({ new: "10.0.0.2" }, "10.0.0.2:8000|200");
    /** An nginx that runs `live`, with this file of upstreams beside its kept configuration. */
    const running = (live: string, upstreams: string) => {
      const found = nginx(live, reachable);
      fake.files[`${paths.folder}/upstreams.json`] = upstreams;
      return found;
    };
    const next = () => cutOver(container(), { ...args, configuration: serving("new") });
    const strange = "a text that has no upstreams as this program writes them";
    const { upstreams } = serving("old");

    it("from the data of its text, whatever the text looks like", async () => {
      running(strange, upstreamsJson([{ text: strange, upstreams }]));
      await next();
      expect(fake.archives[1]).toMatch(/server old:8000 .*;\n {8}server new:8000 /);
    });

    it("from the text where the data is that of another one, broken or missing", async () => {
      for (const file of [
        upstreamsJson([{ text: strange, upstreams: serving("foreign").upstreams }]),
        "{",
        "",
      ]) {
        fake.archives.length = 0;
        running(text("old"), file);
        await next();
        expect(fake.archives[1]).toMatch(/server old:8000 .*;\n {8}server new:8000 /);
      }
    });

    it("after an interruption at any moment: before a reload there is data of every text", async () => {
      const before = upstreamsJson([{ text: "kept", upstreams: [] }]);
      const { lines } = running(text("old"), before);
      await next();
      const [candidate = "", , , kept = ""] = fake.archives;
      const between = renderModel(transition(upstreams, serving("new")) ?? serving());
      for (const one of [text("old"), between, text("new")])
        expect(candidate).toContain(createHash("sha256").update(one).digest("hex"));
      expect(candidate).toContain(createHash("sha256").update("kept").digest("hex"));
      expect(lines().findIndex((line) => line.includes("nginx -t"))).toBeLessThan(
        lines().findIndex((line) => line.includes("-HUP")),
      );
      // Nothing of the past is left in the end.
      expect(kept).toContain(text("new"));
      expect(kept).toContain(upstreamsJson([{ text: text("new"), upstreams: serving("new").upstreams }]));
    });
  });

  it("asks the upstreams inside nginx's container as often as they have containers", async () => {
    const { lines } = nginx(text("old"), reaching({ new: "10.0.0.2" }, "10.0.0.2:8000|200"));
    await cutOver(container(), { ...args, configuration: serving("new") });
    const asked = lines().filter(isAsked);
    expect(asked[0]).toMatch(/ask 1 new http:\/\/127.0.0.1:8099\/django http:\/\/127.0.0.1:8099\/django$/);
    expect(asked.at(-1)).toMatch(/ask 1 new http:\/\/127.0.0.1:8099\/django$/);
  });

  it.each([
    ["an address that it has no more", "10.0.0.9:8000|200"],
    ["an error of its own", "10.0.0.2:8000|502"],
    ["one that did not answer in time", "10.0.0.2:8000|504"],
    ["another container that took over", "10.0.0.2:8000, 10.0.0.9:8000|502, 200"],
    ["no address", "django|-"],
  ])("does not take %s for an answer", async (_, said) => {
    const { lines } = nginx(text("old"), slowly(reaching({ new: "10.0.0.2" }, said)));
    await expect(cutOver(container(), { ...args, configuration: serving("new") })).rejects.toThrow(
      "nginx does not reach new, which its own health check finds healthy. What served before goes on serving; the next update tries again (docs/runbook.md#",
    );
    // The text with both, and the old one again.
    expect(reloads(lines())).toBe(2);
    expect(fake.archives.at(-1)).toContain("server old:8000");
    expect(fake.archives.at(-1)).not.toContain("server new:8000");
  });

  it("takes what answers after a retry, also with an error of the application's own", async () => {
    nginx("old", reaching({ new: "10.0.0.2" }, "10.0.0.9:8000, 10.0.0.2:8000|502, 500"));
    await cutOver(container(), { ...args, configuration: serving("new") });
    expect(fake.archives.at(-1)).toContain("server new:8000");
  });

  it("says so where nginx has lost a container that it served", async () => {
    nginx(text("same"), slowly(reaching({ same: "10.0.0.2" }, "10.0.0.1:8000|502")));
    await expect(cutOver(container(), { ...args, configuration: serving("same") })).rejects.toThrow(
      "nginx does not reach same, which its own health check finds healthy. Callers get 502 from it; the next update looks again",
    );
  });

  it("waits for a container that nginx does not reach yet, also where nothing has changed", async () => {
    const { lines } = nginx(
      text("same"),
      reaching({ same: "10.0.0.2" }, "10.0.0.1:8000|200", "10.0.0.2:8000|200"),
    );
    await cutOver(container(), { ...args, configuration: serving("same") });
    expect(lines().filter(isAsked).length).toBe(2);
    expect(fake.archives).toEqual([]);
  });

  it("leaves the old configuration serving when nginx refuses the new one, in nginx's words", async () => {
    const { lines } = nginx("old", (line) =>
      line.includes("nginx -t") ? { exitCode: 1, output: "[emerg] unknown directive\n" } : undefined,
    );
    await expect(cutOver(container(), args)).rejects.toThrow(
      "nginx refuses the new configuration; the old one goes on serving. nginx says:\n    [emerg] unknown directive",
    );
    expect(reloads(lines())).toBe(0);
  });

  it("puts a given certificate in place and reloads for it alone", async () => {
    const { lines } = nginx(text());
    fake.files[tls.key] = "other";
    await cutOver(container(), { ...args, certificate: pair() });
    expect(fake.archives[0]).toContain("BEGIN CERTIFICATE");
    expect(reloads(lines())).toBe(1);
  });

  it("keeps a given certificate that is in place", async () => {
    nginx(text());
    await cutOver(container(), { ...args, certificate: pair() });
    expect(fake.archives).toEqual([]);
  });

  it("refuses a key that belongs to another certificate, before anything is put in place", async () => {
    nginx(text());
    const { key } = pair("other");
    await expect(cutOver(container(), { ...args, certificate: { ...pair(), key } })).rejects.toThrow(
      "gaara:tlsKey: is not the key of gaara:tls.certificate",
    );
    expect(fake.archives).toEqual([]);
  });

  it("refuses what is no certificate", async () => {
    nginx(text());
    await expect(
      cutOver(container(), { ...args, certificate: { certificate: "x", key: "y" } }),
    ).rejects.toThrow(/gaara:tls.certificate and gaara:tlsKey: cannot be read \(.*\), expected PEM/);
  });

  const makes = (line: string) => (line.includes("openssl req") ? { output: pem } : undefined);

  it.each([
    ["none is there", undefined],
    ["none fits the domain", pair("elsewhere").certificate],
    ["it cannot be read", "-----BEGIN CERTIFICATE-----\n"],
    ["it is empty", ""],
  ])("makes a self-signed certificate where %s", async (_, present) => {
    nginx(text(), makes);
    if (present === undefined) Reflect.deleteProperty(fake.files, tls.chain);
    else fake.files[tls.chain] = present;
    await cutOver(container(), args);
    expect(fake.archives[0]).toContain("BEGIN PRIVATE KEY");
    expect(fake.executed.find(({ command }) => command[1] === "req")?.command).toContain(
      "subjectAltName=DNS:localhost,IP:127.0.0.1",
    );
  });

  it.each([
    ["is cut off", () => pair().key.slice(0, 80)],
    ["is empty", () => ""],
    ["is another one's", () => pair("elsewhere").key],
  ])("makes a self-signed certificate where the key %s", async (_, found) => {
    nginx(text(), makes);
    fake.files[tls.key] = found();
    await cutOver(container(), args);
    expect(fake.archives[0]).toContain("BEGIN PRIVATE KEY");
  });

  it("copies a certificate that has no copy, and reloads for nothing", async () => {
    const { lines } = nginx(text());
    Reflect.deleteProperty(fake.files, tls.keyCopy);
    await cutOver(container(), args);
    expect(fake.archives[0]).toContain(pair().certificate);
    expect(reloads(lines())).toBe(0);
  });

  it("makes the first certificate before it is needed, and leaves one that is there to the cut-over", async () => {
    nginx(text(), makes);
    await firstCertificate(container(), "localhost");
    expect(fake.executed).toEqual([]);
    Reflect.deleteProperty(fake.files, tls.chain);
    await firstCertificate(container(), "localhost");
    expect(fake.archives[0]).toContain("BEGIN PRIVATE KEY");
  });

  it("says so where nginx starts no workers with the new configuration", async () => {
    nginx("old", (line) => (line.includes("-HUP") ? { exitCode: 1 } : undefined));
    await expect(cutOver(container(), args)).rejects.toThrow(
      "nginx did not take the new configuration over; the old one goes on serving.",
    );
  });

  it("fails when no certificate can be made", async () => {
    nginx(text(), (line) => (line.includes("openssl") ? { exitCode: 127 } : undefined));
    Reflect.deleteProperty(fake.files, tls.chain);
    await expect(cutOver(container(), args)).rejects.toThrow(
      "nginx got no certificate (openssl ended with 127)",
    );
  });
});
