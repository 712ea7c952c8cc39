import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { execa } from "execa";
import type { Report } from "../terminal/step.ts";
import { SetupError } from "./setup-error.ts";

/** The vendor's own releases. */
export const officialReleases = "https://get.pulumi.com/releases/sdk";

/** Long enough for a slow connection to answer, short enough where nothing ever will. */
const answerMilliseconds = 5000;

const systems: Readonly<Record<string, string>> = { linux: "linux", darwin: "darwin" };
const processors: Readonly<Record<string, string>> = { x64: "x64", arm64: "arm64" };

/** Pulumi's own release of a version for this machine. */
export class PulumiRelease {
  readonly version: string;
  readonly #releases: string;

  constructor(version: string, releases: string = officialReleases) {
    this.version = version;
    this.#releases = releases;
  }

  /** The archive's checksum, or why it cannot be had: no release for this machine, nothing answers. */
  async availability(): Promise<{ readonly sha256: string } | { readonly unreachable: string }> {
    if (this.#archive === undefined)
      return { unreachable: `no release for ${process.platform}-${process.arch}` };
    const url = `${this.#releases}/pulumi-${this.version}-checksums.txt`;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(answerMilliseconds) });
      if (!response.ok) return { unreachable: `${url} answered ${response.status}` };
      const line = (await response.text()).split("\n").find((text) => text.endsWith(` ${this.#archive}`));
      const [sha256] = line?.split(/\s+/) ?? [];
      return sha256 === undefined ? { unreachable: `${url} does not name ${this.#archive}` } : { sha256 };
    } catch {
      return { unreachable: `${new URL(url).host} does not answer` };
    }
  }

  /** Downloads, verifies and unpacks the release; the folder appears whole or not at all. */
  async install(sha256: string, bin: string, report: Report): Promise<void> {
    const archive = this.#archive ?? "";
    const draft = `${dirname(bin)}/downloading-${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(join(draft, "bin"), { recursive: true });
    try {
      const file = join(draft, archive);
      await this.#download(`${this.#releases}/${archive}`, file, report);
      const found = await digest(file);
      if (found !== sha256)
        throw new SetupError(
          `${this.#releases}/${archive}: has the checksum ${found}, expected ${sha256}; nothing was installed`,
        );
      await execa("tar", ["-xzf", file, "--strip-components=1", "-C", join(draft, "bin")]);
      rmSync(bin, { recursive: true, force: true });
      renameSync(join(draft, "bin"), bin);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    if (!existsSync(join(bin, "pulumi")))
      throw new SetupError(`${basename(archive)}: has no pulumi in it, expected one`);
  }

  async #download(url: string, file: string, report: Report): Promise<void> {
    const response = await fetch(url);
    if (!response.ok || response.body === null) throw new SetupError(`${url}: answered ${response.status}`);
    const size = Number(response.headers.get("content-length") ?? 0);
    const started = Date.now();
    let received = 0;
    await pipeline(
      Readable.fromWeb(response.body),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          received += chunk.length;
          report.note(`${Math.round(received / 1e6)} of ${Math.round(size / 1e6)} MB`);
          report.remaining((((Date.now() - started) / 1000) * Math.max(0, size - received)) / received);
          yield chunk;
        }
      },
      createWriteStream(file),
    );
  }

  get #archive(): string | undefined {
    const system = systems[process.platform];
    const processor = processors[process.arch];
    if (system === undefined || processor === undefined) return undefined;
    return `pulumi-v${this.version}-${system}-${processor}.tar.gz`;
  }
}

async function digest(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
