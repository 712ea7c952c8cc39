import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { artefacts } from "./render/artefacts.ts";
import { settingsOf } from "./stack-file.ts";

export interface RenderOptions {
  readonly stack: string;
  /** Folder to write to; made where it is missing. */
  readonly out: string;
}

/** `npm run render`: every derived artefact of a stack as a file, without an engine and without Pulumi. */
export function render({ stack, out }: RenderOptions, folder: string): void {
  const files = artefacts(stack, settingsOf(stack, folder));
  mkdirSync(out, { recursive: true });
  for (const { path, content } of files) writeFileSync(join(out, path), content);
  console.log(files.map(({ path }) => join(out, path)).join("\n"));
}
