import { createPrivateKey, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { Container } from "../container.ts";
import { place } from "./place.ts";

const folder = "/etc/nginx/tls";
const chain = "fullchain.pem";
const key = "key.pem";

/** @remarks milliseconds */
const day = 86_400_000;

/** A certificate that the operator gave. */
export interface Certificate {
  /** PEM, the server's own certificate first. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
}

/**
 * Puts the given certificate in place. Without one, makes a self-signed one for the domain unless the present one fits
 * it and is valid for another day.
 *
 * @returns whether anything changed, so that nginx has to reload
 */
export async function placeCertificate(
  container: Container,
  domain: string,
  given?: Certificate,
): Promise<boolean> {
  if (given !== undefined) {
    checkPair(given);
    const [live, liveKey] = await Promise.all(
      [chain, key].map((file) => container.readFile(`${folder}/${file}`)),
    );
    if (live === given.certificate && liveKey === given.key) return false;
    await place(container, folder, { [chain]: given.certificate, [key]: given.key });
    return true;
  }
  if (await fits(container, domain)) return false;
  const { certificate, key: made } = await selfSigned(container, domain);
  await place(container, folder, { [chain]: certificate, [key]: made });
  return true;
}

/**
 * Makes the first self-signed certificate, which takes a moment, while nobody waits for it yet. One that is there
 * already is a matter of the cut-over, which reloads nginx for a new one.
 */
export async function firstCertificate(container: Container, domain: string): Promise<void> {
  if ((await container.readFile(`${folder}/${chain}`)) === undefined)
    await placeCertificate(container, domain);
}

/** Refuses a key that belongs to another certificate: nginx would not start with it. */
function checkPair({ certificate, key: own }: Certificate): void {
  let belongs = false;
  try {
    belongs = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(own));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `gaara:tls.certificate and gaara:tlsKey: cannot be read (${why}), expected PEM, the server's own certificate first`,
    );
  }
  if (!belongs)
    throw new Error(
      "gaara:tlsKey: is not the key of gaara:tls.certificate; the old certificate goes on serving",
    );
}

/** Says whether nginx's certificate is for the domain and valid for another day. */
async function fits(container: Container, domain: string): Promise<boolean> {
  const text = await container.readFile(`${folder}/${chain}`);
  try {
    const found = new X509Certificate(text ?? "");
    const isFor = isIP(domain) === 0 ? found.checkHost(domain) : found.checkIP(domain);
    return isFor !== undefined && found.validToDate.getTime() > Date.now() + day;
  } catch {
    return false;
  }
}

/**
 * Browsers refuse certificates that are valid for more than 825 days (CA/Browser Forum ballot 193, Apple's limit for
 * private ones).
 */
const days = "825";

async function selfSigned(container: Container, domain: string): Promise<Certificate> {
  const names = [...new Set([`DNS:${domain}`, "DNS:localhost", "IP:127.0.0.1"])].join(",");
  const command = [
    ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", days, "-subj", `/CN=${domain}`],
    ["-addext", `subjectAltName=${names}`, "-keyout", "/dev/stdout", "-out", "/dev/stdout"],
  ].flat();
  const { exitCode, output } = await container.execute({ command });
  const block = (kind: string): string =>
    new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----\n`).exec(output)?.[0] ?? "";
  const made = { certificate: block("CERTIFICATE"), key: block("PRIVATE KEY") };
  if (exitCode !== 0 || made.certificate === "" || made.key === "")
    throw new Error(
      `nginx got no certificate (openssl ended with ${exitCode}); the old configuration goes on serving`,
    );
  return made;
}
