import { createHash } from "node:crypto";
import { z } from "zod";
import { upstreamsOfLegacyText } from "../../artefacts/nginx/legacy-upstreams.ts";
import type { Upstream } from "../../artefacts/nginx/nginx-model.ts";
import type { Container } from "../container.ts";
import { readPlaced } from "./place.ts";

/** A configuration's text, with its upstreams as data. */
export interface Configured {
  readonly text: string;
  readonly upstreams: readonly Upstream[];
}

/** The file beside nginx's kept configuration that has the upstreams of every text that nginx may be running. */
export const upstreamsFile = "upstreams.json";

/** Upstreams by the SHA-256 of their text, so that data is never taken for that of another text than its own. */
const file = z.record(
  z.string(),
  z.array(
    z.object({
      name: z.string(),
      peers: z.array(z.object({ host: z.string(), port: z.number(), resolve: z.boolean() })),
    }),
  ),
);

export type KeptUpstreams = z.output<typeof file>;

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** @param folder - of {@link upstreamsFile} in nginx's container; one that is missing or broken keeps nothing */
export async function keptUpstreams(nginx: Container, folder: string): Promise<KeptUpstreams> {
  const text = await readPlaced(nginx, folder, upstreamsFile, (one) => file.safeParse(json(one)).success);
  return file.safeParse(json(text ?? "")).data ?? {};
}

/** The upstreams of a text that nginx runs. */
export const upstreamsOf = (text: string, kept: KeptUpstreams): readonly Upstream[] =>
  kept[digest(text)] ?? upstreamsOfLegacyText(text);

/** Content of {@link upstreamsFile}: what was kept already, and more. */
export function upstreamsJson(configurations: readonly Configured[], kept: KeptUpstreams = {}): string {
  const more = configurations.map(({ text, upstreams }) => [digest(text), upstreams] as const);
  return `${JSON.stringify({ ...kept, ...Object.fromEntries(more) }, null, 2)}\n`;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
