import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyPatch, createTwoFilesPatch } from "diff";
import { format } from "prettier";
import { z } from "zod";
import { recordedModel, type RecordedModel } from "../../../artefacts/record/recorded-model.ts";
import { differences } from "../../../cli/deployment/setting-differences.ts";
import type { Found } from "../../../cli/preview/steps.ts";
import type { RecordedChange } from "./changes.ts";

const folder = join(import.meta.dirname, "recordings");

/**
 * A preview as it is kept: the new model as its differences from the one that was deployed, without the engine's own
 * words.
 */
const recording = z.object({
  steps: z.array(
    z.object({
      type: z.string(),
      name: z.string(),
      op: z.enum(["create", "update", "replace", "delete", "unprotect", "clear"]),
      keys: z.array(z.string()),
      deletedFirst: z.boolean().exactOptional(),
    }),
  ),
  warnings: z.array(z.string()),
  /** Path and new value; none where it is gone. */
  model: z.array(z.object({ path: z.array(z.string()), to: z.unknown().optional() })),
  nginx: z.string(),
});

export const fileName = ({ name }: RecordedChange): string => name.toLowerCase().replaceAll(" ", "-");

const baseFile = (change: RecordedChange): string => (change.protected === true ? "base-protected" : "base");

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

async function write(name: string, content: unknown): Promise<void> {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, await format(JSON.stringify(content), { parser: "json", printWidth: 110 }));
}

/** Keeps what a preview found out. */
export async function keep(change: RecordedChange, found: Found): Promise<void> {
  const { before, after, steps, warnings, errors } = found;
  if (before === undefined || after === undefined || errors.length > 0)
    throw new Error(`${change.name}: ${errors.join("\n") || "the preview has no models"}`);
  const { nginx: from, ...old } = before;
  const { nginx: to, ...now } = after;
  await write(baseFile(change), before);
  await write(fileName(change), {
    steps,
    warnings,
    model: differences(old, now).map((one) => ({ path: one.path, to: one.to })),
    nginx: createTwoFilesPatch("nginx.conf", "nginx.conf", from, to, "", ""),
  });
}

/** Findings of a preview, from its recording. */
export function replay(change: RecordedChange): Found {
  const before = recordedModel.parse(read(baseFile(change)));
  const { steps, warnings, model, nginx } = recording.parse(read(fileName(change)));
  const after: RecordedModel = structuredClone(before);
  for (const { path, to } of model) set(after, path, to);
  const text = applyPatch(before.nginx, nginx);
  if (text === false) throw new Error(`${change.name}: the patch of nginx's text does not apply`);
  return {
    before,
    after: recordedModel.parse({ ...after, nginx: text }),
    steps,
    warnings,
    errors: [],
    deployed: true,
  };
}

function set(target: object, [key = "", ...rest]: readonly string[], value: unknown): void {
  const map = target as Record<string, unknown>;
  if (rest.length > 0) set(map[key] as object, rest, value);
  else if (value === undefined) Reflect.deleteProperty(map, key);
  else map[key] = value;
}
