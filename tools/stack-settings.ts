import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, type Document } from "yaml";

/** Changes a stack's file by hand, so to speak: comments, order and encrypted values stay as they are. */
export function editStackFile(stack: string, folder: string, edit: (file: Document) => void): void {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  const document = parseDocument(readFileSync(path, "utf8"));
  edit(document);
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}
