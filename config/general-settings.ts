import { z } from "zod";
import { whole } from "./numbers.ts";
import { rules, text } from "./values.ts";

const tls = z.strictObject({
  /**
   * A PEM certificate chain; its key is the secret `gaara:tlsKey`. Without one, a self-signed certificate is made at
   * first start.
   */
  certificate: z
    .string()
    .regex(
      /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s-]+-----END CERTIFICATE-----\s*$/,
      "expected a PEM certificate chain",
    )
    .optional(),
  /** Port 80 leads to HTTPS. @default true in mode prod */
  redirect: z.boolean().optional(),
});

const superuser = z.strictObject({
  username: text(rules.username).default("admin"),
  email: text(rules.email).default("admin@localhost.localdomain"),
});

/** Free text, which reaches labels of the engine and never a generated file. */
const line = (longest: number) =>
  z.string().regex(new RegExp(String.raw`^[^\p{Cc}]{1,${longest}}$`, "u"), {
    error: `expected a line of 1 to ${longest} characters`,
  });

/** Mark of a stack of `npm run staging`: who asked for it, and when. No other stack has this. */
const ephemeral = z.strictObject({
  /** As it was asked for: a branch. */
  name: line(255),
  owner: line(100),
  created: z.iso.datetime(),
});

const build = z.strictObject({
  /**
   * Company CA bundle (PEM) that the images shall trust. @default the machine's NODE_EXTRA_CA_CERTS or SSL_CERT_FILE
   */
  caBundle: text(rules.file).optional(),
  debianMirror: text(rules.url).optional(),
  debianSecurityMirror: text(rules.url).optional(),
  cargoRegistry: text(rules.url).optional(),
  pipIndexUrl: text(rules.url).optional(),
  npmRegistry: text(rules.url).optional(),
});

/** Pulumi hands a top-level number or boolean over as text. */
const scalar = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (found) =>
      found === "true"
        ? true
        : found === "false"
          ? false
          : /^-?\d+(\.\d+)?$/.test(String(found))
            ? Number(found)
            : found,
    value,
  );

const list = <T extends z.ZodType>(value: T, standard: z.output<T>[]) =>
  z.array(value).max(50).default(standard);

/** Settings that know no service: what a service's variables may be made of. */
export const generalSettings = z.strictObject({
  appMode: z.enum(["dev", "staging", "prod"]).default("dev"),
  appVersion: text(rules.version).default("12.0.0"),
  logLevel: z.enum(["DEBUG", "INFO", "WARNING", "ERROR"]).default("INFO"),
  debug: scalar(z.boolean()).default(false),
  domain: text(rules.host).default("localhost"),
  allowedHosts: list(text(rules.host), []),
  corsOrigins: list(text(rules.origin), ["http://localhost:5505"]),
  /** Added to every published port, so that several stacks run on one engine. */
  portOffset: scalar(whole(0, 54_000)).default(0),
  /**
   * The only port that the stack publishes: HTTP of the edge. No TLS, no direct ports and none of the stores. @default
   * unset
   */
  edgePort: scalar(whole(1, 65_535)).optional(),
  /** Address that the edge's ports are published on; `::` stands for every one of IPv6 and of IPv4. */
  edgeAddress: text(rules.address).default("0.0.0.0"),
  /**
   * Addresses and networks of proxies in front of the edge. Their X-Forwarded-For and X-Forwarded-Proto say who the
   * client is and whether it uses TLS; nobody else's do.
   */
  trustedProxies: list(text(rules.network), []),
  /**
   * The proxies in front speak the PROXY protocol, version 1 or 2, on the edge's ports: every connection there begins
   * with its header. Counts in place of X-Forwarded-For and X-Forwarded-Proto.
   *
   * @see https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt
   */
  proxyProtocol: scalar(z.boolean()).default(false),
  /** Largest upload. */
  bodyLimit: text(rules.nginxSize).default("100M"),
  /** Room for all uploads of one user; what goes beyond it is refused with 507. */
  uploadQuota: text(rules.memory).default("1 GB"),
  /** Room for the uploads of all users together; what goes beyond it is refused with 507. */
  uploadQuotaTotal: text(rules.memory).default("10 GB"),
  /** Largest body of any other request. */
  jsonLimit: text(rules.nginxSize).default("1M"),
  /**
   * Requests of one client address that nginx works on at a time, websockets included; further ones get 429. An office
   * behind one address counts as one, and so does everybody behind a proxy that is not among `trustedProxies`.
   */
  addressLimit: scalar(whole(16, 100_000)).default(256),
  tls: tls.prefault({}),
  /** The account that is made once, when Django's database has no superuser. Its password is generated. */
  superuser: superuser.prefault({}),
  /** Data volumes and the secrets that open them refuse to be deleted or replaced. @default true in mode prod */
  protect: scalar(z.boolean()).optional(),
  ephemeral: ephemeral.optional(),
  /** How often the engine asks a container for its health; an update asks by itself. */
  healthInterval: text(rules.duration).default("20s"),
  logMaxSize: text({
    ...rules.nginxSize,
    pattern: /^[1-9][0-9]{0,3}[kmg]$/,
    allowed: "a whole number with k, m or g",
    example: "10m",
  }).default("10m"),
  logMaxFiles: scalar(whole(1, 20)).default(3),
  build: build.prefault({}),
  aiModel: text(rules.model).default("gpt-4"),
  openaiBaseUrl: text(rules.url).optional(),
  awsRegion: text(rules.region).default("us-east-1"),
});

export type GeneralSettings = z.output<typeof generalSettings>;
