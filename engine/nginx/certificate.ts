import { createPrivateKey, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { Container } from "../container.ts";
import { copyFolder, paths } from "../../artefacts/nginx/paths.ts";
import { placeDurably } from "./place.ts";

const folder = paths.certificates;
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
 * it, has its key, and is valid for another day.
 *
 * @returns whether anything changed, so that nginx has to reload
 */
export async function placeCertificate(
  container: Container,
  domain: string,
  given?: Certificate,
): Promise<boolean> {
  if (given !== undefined) checkPair(given);
  const [live, copy] = await Promise.all([
    present(container, folder),
    present(container, `${folder}/${copyFolder}`),
  ]);
  const stays = given === undefined ? live !== undefined && fits(live, domain) : same(live, given);
  // A program before this one made no copy.
  if (stays && same(copy, live)) return false;
  const wanted = stays ? live : (given ?? (await selfSigned(container, domain)));
  if (wanted === undefined) return false;
  const files = { [chain]: wanted.certificate, [key]: wanted.key };
  const { exitCode, output } = await placeDurably(container, folder, files);
  if (exitCode !== 0)
    throw new Error(`nginx's certificate could not be put in place; the old one goes on serving:\n${output}`);
  return !stays;
}

/**
 * Makes the first self-signed certificate, which takes a moment, while nobody waits for it yet. One that is there
 * already is a matter of the cut-over, which reloads nginx for a new one.
 */
export async function firstCertificate(container: Container, domain: string): Promise<void> {
  if ((await container.readFile(`${folder}/${chain}`)) === undefined)
    await placeCertificate(container, domain);
}

/** The pair that is in a folder of nginx's container. */
async function present(container: Container, where: string): Promise<Certificate | undefined> {
  const [certificate, own] = await Promise.all(
    [chain, key].map((file) => container.readFile(`${where}/${file}`)),
  );
  return certificate === undefined || own === undefined ? undefined : { certificate, key: own };
}

const same = (one: Certificate | undefined, other: Certificate | undefined): boolean =>
  one?.certificate === other?.certificate && one?.key === other?.key;

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

/** Says whether a pair is whole, for the domain, and valid for another day. */
function fits({ certificate, key: own }: Certificate, domain: string): boolean {
  try {
    const found = new X509Certificate(certificate);
    const isFor = isIP(domain) === 0 ? found.checkHost(domain) : found.checkIP(domain);
    return (
      isFor !== undefined &&
      found.validToDate.getTime() > Date.now() + day &&
      found.checkPrivateKey(createPrivateKey(own))
    );
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
