import { describe, expect, it } from "vitest";
import { services } from "../../config/services/index.ts";
import { parseSettings } from "../../config/settings.ts";

const problems = (raw: Record<string, unknown>): readonly string[] => {
  const parsed = parseSettings(raw);
  return "problems" in parsed ? parsed.problems.map(({ path, message }) => `${path}: ${message}`) : [];
};

describe("settings", () => {
  it("fill in every default of an empty stack file", () => {
    const parsed = parseSettings({});
    expect("settings" in parsed && parsed.settings).toMatchObject({
      appMode: "dev",
      domain: "localhost",
      portOffset: 0,
      edgeAddress: "0.0.0.0",
      bodyLimit: "100M",
      jsonLimit: "1M",
      addressLimit: 256,
      corsOrigins: ["http://localhost:5505"],
      replicas: {},
      aiModel: "gpt-4",
    });
  });

  it("read numbers and booleans that Pulumi hands over as text", () => {
    const parsed = parseSettings({ portOffset: "10000", debug: "true", appVersion: "12.0" });
    expect("settings" in parsed && parsed.settings).toMatchObject({
      portOffset: 10000,
      debug: true,
      appVersion: "12.0",
    });
  });

  it("refuse to believe everybody's word about the client", () => {
    expect(problems({ trustedProxies: ["10.0.0.0/8", "fd00::/8", "0.0.0.0/0", "lb.example.com"] })).toEqual([
      'gaara:trustedProxies.2: found "0.0.0.0/0", expected an IPv4 or IPv6 address or network (CIDR notation), and not all of them (/0), for example "10.0.0.0/8"',
      'gaara:trustedProxies.3: found "lb.example.com", expected an IPv4 or IPv6 address or network (CIDR notation), and not all of them (/0), for example "10.0.0.0/8"',
    ]);
  });

  it("take addresses of both families for the edge, as engines write them", () => {
    for (const edgeAddress of ["0.0.0.0", "192.0.2.7", "::", "::1", "2001:db8::7"])
      expect([edgeAddress, problems({ edgeAddress })]).toEqual([edgeAddress, []]);
    for (const edgeAddress of ["2001:DB8::7", "[::]", "::1%eth0", "fd00::/8", "localhost", ":::"])
      expect(problems({ edgeAddress })).toEqual([
        `gaara:edgeAddress: found ${JSON.stringify(edgeAddress)}, expected an IPv4 or IPv6 address of the engine's machine, in lower case, for example "127.0.0.1"`,
      ]);
  });

  it("suggest the nearest key for an unknown one", () => {
    expect(problems({ domian: "x.example.com" })).toEqual([
      "gaara:domian: unknown key, did you mean domain?",
    ]);
  });

  it("list the allowed keys where none is near", () => {
    expect(problems({ zzzzzzzzzz: 1 })[0]).toMatch(
      /^gaara:zzzzzzzzzz: unknown key, allowed are addressLimit, aiModel, allowedHosts, /,
    );
  });

  it("name a nested unknown key by its whole path", () => {
    expect(problems({ tls: { redirekt: true } })).toEqual(["gaara:tls.redirekt: unknown key"]);
  });

  it("report all problems at once, path first, with what was found and what is allowed", () => {
    expect(
      problems({
        addressLimit: "lots",
        domain: "Bad_Host",
        portOffset: "70000",
        replicas: { djano: 2 },
        resources: { ai: { cpus: 0 } },
        appMode: "production",
      }),
    ).toEqual([
      'gaara:appMode: found "production", invalid option: expected one of "dev"|"staging"|"prod"',
      'gaara:domain: found "Bad_Host", expected a lower-case host name of letters, digits, hyphens and dots, for example "app.gaara-erp.com"',
      'gaara:portOffset: found "70000", expected a whole number from 0 to 54000',
      'gaara:addressLimit: found "lots", expected a whole number from 16 to 100000',
      `gaara:replicas.djano: no such service, expected one of ${Object.keys(services).join(", ")}`,
      "gaara:resources.ai.cpus: found 0, expected a number above 0 and up to 64",
    ]);
  });

  it("take what is other about an image of one's own", () => {
    const django = {
      context: "../gaara_erp",
      port: 9000,
      user: "1000:1000",
      health: ["python", "-m", "ping"],
      release: [{ name: "migrate", command: ["./manage.py", "migrate"] }],
      volumes: { media: "/data/uploads" },
      private: { media: ["invoices/"] },
      secrets: "environment",
      uploads: ["/api/import/"],
    };
    expect(problems({ images: { django } })).toEqual([]);
    expect(
      problems({
        images: {
          django: {
            ...django,
            contxt: "x",
            port: 0,
            user: "root",
            health: "health",
            release: [{ name: "Migrate!", command: [] }],
            volumes: { "postgres-data": "/x" },
            private: { media: ["uploads"], backups: [] },
            secrets: "vault",
            uploads: ["import"],
          },
        },
      }),
    ).toEqual([
      "gaara:images.django.port: found 0, expected a whole number from 1 to 65535",
      'gaara:images.django.user: found "root", expected numbers of a user other than root and of a group, with a colon, for example "10001:10001"',
      'gaara:images.django.health: found "health", expected an absolute path of letters, digits, . _ ~ - and single slashes, for example "/erp/api/"',
      'gaara:images.django.release.0.name: found "Migrate!", expected a lower-case letter, then letters, digits and hyphens, at most 31, for example "migrate"',
      "gaara:images.django.release.0.command: found [], too small: expected array to have >=1 items",
      "gaara:images.django.volumes.postgres-data: unknown key",
      'gaara:images.django.private.media.0: found "uploads", expected a folder: names of letters, digits, . _ ~ and -, with a slash after each, for example "uploads/"',
      "gaara:images.django.private.backups: unknown key",
      'gaara:images.django.uploads.0: found "import", expected an absolute path of letters, digits, . _ ~ - and single slashes, for example "/erp/api/"',
      'gaara:images.django.secrets: found "vault", invalid option: expected one of "files"|"environment"',
      "gaara:images.django.contxt: unknown key",
    ]);
  });

  it("name what YAML has turned into something else, with the cure", () => {
    expect(
      problems({
        appVersion: 1.1,
        domain: true,
        healthInterval: 15,
        superuser: { username: 12 },
        allowedHosts: [10.1],
        images: { django: { context: "a", release: [{ name: "m", command: ["check", 1] }] } },
        resources: { redis: { memory: 512 } },
      }),
    ).toEqual([
      'gaara:appVersion: found 1.1, which YAML has read as a number, expected letters, digits, dots, hyphens, at most 64, for example "12.0.0"; write it in quotes, as it is meant',
      'gaara:domain: found true, which YAML has read as a boolean, expected a lower-case host name of letters, digits, hyphens and dots, for example "app.gaara-erp.com"; write it in quotes, as it is meant',
      'gaara:allowedHosts.0: found 10.1, which YAML has read as a number, expected a lower-case host name of letters, digits, hyphens and dots, for example "app.gaara-erp.com"; write it in quotes, as it is meant',
      'gaara:superuser.username: found 12, which YAML has read as a number, expected letters, digits and _ . @ + -, at most 150, for example "admin"; write it in quotes, as it is meant',
      'gaara:healthInterval: found 15, which YAML has read as a number, expected a whole number with ms, s, m or h, for example "30s"; write it in quotes, as it is meant',
      "gaara:images.django.release.0.command.1: found 1, which YAML has read as a number, expected text; write it in quotes, as it is meant",
      'gaara:resources.redis.memory: found 512, which YAML has read as a number, expected a whole number, a space, MB or GB, for example "512 MB"; write it in quotes, as it is meant',
    ]);
  });

  it("accept an image as a context or as a reference and nothing in between", () => {
    expect(
      problems({ images: { django: { context: "../gaara_erp", dockerfile: "Dockerfile.prod" } } }),
    ).toEqual([]);
    expect(problems({ images: { postgres: { reference: "postgres:15" } } })).toEqual([]);
    expect(problems({ images: { django: { context: "a", reference: "b" } } })).toEqual([
      "gaara:images.django: found both, expected either context: <folder> or reference: <image>",
    ]);
    expect(problems({ images: { django: {} } })).toEqual([
      "gaara:images.django: found neither, expected either context: <folder> or reference: <image>",
    ]);
    expect(problems({ images: { django: { reference: "b", dockerfile: "c" } } })).toEqual([
      "gaara:images.django: found a dockerfile beside a reference, expected one beside a context: an image of a registry is not built",
    ]);
  });
});

describe("hostile values", () => {
  const hostile = ["'; bad stuff; #", "a\nb", "$host", "}", '"', "a b", "\0", "`id`", "../..;", "${jndi}"];
  const fields: readonly ((value: string) => Record<string, unknown>)[] = [
    (value) => ({ domain: value }),
    (value) => ({ allowedHosts: [value] }),
    (value) => ({ corsOrigins: [value] }),
    (value) => ({ appVersion: value }),
    (value) => ({ appMode: value }),
    (value) => ({ logLevel: value }),
    (value) => ({ edgeAddress: value }),
    (value) => ({ bodyLimit: value }),
    (value) => ({ jsonLimit: value }),
    (value) => ({ uploadQuota: value }),
    (value) => ({ uploadQuotaTotal: value }),
    (value) => ({ addressLimit: value }),
    (value) => ({ healthInterval: value }),
    (value) => ({ logMaxSize: value }),
    (value) => ({ portOffset: value }),
    (value) => ({ aiModel: value }),
    (value) => ({ openaiBaseUrl: value }),
    (value) => ({ awsRegion: value }),
    (value) => ({ images: { django: { reference: value } } }),
    (value) => ({ images: { django: { context: "a", health: value } } }),
    (value) => ({ images: { django: { context: "a", user: value } } }),
    (value) => ({ images: { django: { context: "a", volumes: { media: value } } } }),
    (value) => ({ images: { django: { context: "a", private: { media: [value] } } } }),
    (value) => ({ images: { django: { context: "a", release: [{ name: value, command: ["x"] }] } } }),
    (value) => ({ develop: [value] }),
    (value) => ({ superuser: { username: value } }),
    (value) => ({ superuser: { email: value } }),
    (value) => ({ resources: { django: { memory: value } } }),
    (value) => ({ tls: { certificate: value } }),
    (value) => ({ build: { debianMirror: value, pipIndexUrl: value, npmRegistry: value } }),
  ];
  it.each(fields.map((field) => [Object.keys(field(""))[0], field] as const))(
    "are refused in %s",
    (_, field) => {
      for (const value of hostile) expect(problems(field(value)), JSON.stringify(value)).not.toEqual([]);
    },
  );
});
