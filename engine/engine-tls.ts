import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Certificates that a client trusts and shows, in PEM. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/**
 * The files by which an engine on tcp is spoken to with TLS, as the docker command reads them: DOCKER_TLS_VERIFY turns
 * it on, DOCKER_CERT_PATH names the folder. Port 2376 is the one for TLS.
 *
 * @returns undefined where it is spoken to in clear
 */
export function tlsFiles(
  { protocol, port }: URL,
  { DOCKER_TLS_VERIFY: verify = "", DOCKER_CERT_PATH: folder = "" }: NodeJS.ProcessEnv,
): TlsFiles | undefined {
  if (verify === "" && port !== "2376" && protocol !== "https:") return undefined;
  const file = (name: string): string | undefined => {
    const path = join(folder, name);
    return folder !== "" && existsSync(path) ? readFileSync(path, "utf8") : undefined;
  };
  const [ca, cert, key] = [file("ca.pem"), file("cert.pem"), file("key.pem")];
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}
