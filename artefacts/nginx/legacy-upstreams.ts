import type { Peer, Upstream } from "./nginx-model.ts";

/**
 * Reads the upstreams out of a text beside which none are kept as data: programs before this one wrote the text alone.
 * Needed once per stack, for its first cut-over by this program.
 */
export const upstreamsOfLegacyText = (text: string): readonly Upstream[] =>
  [...text.matchAll(block)].map(([whole, name = ""]) => ({
    name,
    peers: [...whole.matchAll(line)].map(peerOf),
  }));

/** As those programs wrote them: four spaces, one directive a line. */
const block = /^ {4}upstream (\w+) \{\n(?: {8}.*\n)*? {4}\}$/gm;
const line = /^ {8}server (\S+):(\d+)( resolve\b)?.*;$/gm;

const peerOf = ([, host = "", port = "", resolve]: RegExpMatchArray): Peer => ({
  host,
  port: Number(port),
  resolve: resolve !== undefined,
});
