import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { execa } from "execa";
import { onTestFinished } from "vitest";
import { fakePrograms } from "./fake-programs.ts";
import { temporaryFolder } from "./temporary.ts";

export const version = "3.999.0";
export const archive = `pulumi-v${version}-${process.platform}-${process.arch}.tar.gz`;

/** A server like the vendor's, with the files of one release. */
export async function releases(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const server = createServer((request, response) => {
    const content = files[request.url?.slice(1) ?? ""];
    response.statusCode = content === undefined ? 404 : 200;
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}`;
}

/** A release's archive, with a Pulumi that is a shell script. */
export async function packed(pulumi = "echo it runs"): Promise<Buffer> {
  const folder = temporaryFolder();
  fakePrograms(join(folder, "pulumi"), { pulumi, "pulumi-language-nodejs": "" });
  await execa("tar", ["-czf", "archive.tar.gz", "pulumi"], { cwd: folder });
  return readFileSync(join(folder, "archive.tar.gz"));
}

export const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");

export const checksums = (content: Buffer): Readonly<Record<string, string>> => ({
  [`pulumi-${version}-checksums.txt`]: `${"0".repeat(64)}  other.tar.gz\n${sha256(content)}  ${archive}\n`,
});
