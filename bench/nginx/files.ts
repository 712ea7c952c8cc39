import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { places } from "./places.ts";
import { uploadBytes, uploadFile } from "./scenarios.ts";

/**
 * Makes the files of a run in a folder: what is uploaded, and for nginx's container a static file and a certificate
 * with a key on P-256, as certificate authorities issue them by default. A signature with an RSA key takes so long that
 * it would hide what the configurations differ in.
 *
 * @returns content by path in nginx's container
 */
export async function makeFiles(folder: string): Promise<Readonly<Record<string, string | Buffer>>> {
  const [certificate, key] = [join(folder, "fullchain.pem"), join(folder, "key.pem")];
  await execa("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-days", "2", "-subj", `/CN=${places.domain}`, "-keyout", key, "-out", certificate],
  ]);
  writeFileSync(join(folder, uploadFile), Buffer.alloc(uploadBytes, "x"));
  return {
    [places.certificate]: readFileSync(certificate),
    [places.key]: readFileSync(key),
    [places.file]: script(16 * 1024),
  };
}

/** Text that compresses as well as a program does, and is the same in every run. @param size - bytes */
export function script(size: number): string {
  const lines: string[] = [];
  for (let seed = 1, length = 0; length < size; length += lines.at(-1)?.length ?? size) {
    seed = (seed * 48_271) % 2_147_483_647;
    lines.push(`export function f${seed.toString(36)}(a, b) { return a.items[${seed % 997}] + b.total; }\n`);
  }
  return lines.join("").slice(0, size);
}
