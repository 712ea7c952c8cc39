import { readFileSync } from "node:fs";

/** The text of a stack's file in the folder of the project; empty where it stands elsewhere (`--config-file`). */
export function stackFileText(stack: string): string {
  try {
    return readFileSync(`Pulumi.${stack}.yaml`, "utf8");
  } catch {
    return "";
  }
}
