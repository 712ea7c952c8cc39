import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isMap, parseDocument, type Document } from "yaml";
import { parseSettings, type Settings } from "../../config/settings.ts";
import { differences } from "./setting-differences.ts";

/** Changes a stack's file by hand, so to speak: comments, order and encrypted values stay as they are. */
export function editStackFile(stack: string, folder: string, edit: (file: Document) => void): void {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  const document = parseDocument(readFileSync(path, "utf8"));
  edit(document);
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}

/**
 * The text of a stack's file with other settings. What is the same stays as it is, with its comments; so does everything that is no
 * setting, secrets among it. A value that is the default is left out.
 *
 * @param from - the settings that `text` has
 */
export function withSettings(text: string, from: Settings, to: Settings): string {
  const document = parseDocument(text);
  if (!isMap(document.contents)) document.contents = document.createNode({ config: {} }) as never;
  if (!isMap(document.get("config"))) document.set("config", document.createNode({}));
  for (const { path, to: value } of differences(from, to)) {
    const [top = "", ...below] = path;
    const place = ["config", `gaara:${top}`, ...below];
    if (value === undefined || isDeepStrictEqual(value, defaultOf(path))) remove(document, place);
    else document.setIn(place, isScalarValue(value) ? value : document.createNode(value));
  }
  return document.toString({ lineWidth: 0 });
}

/** One that takes an old value's place in the document, so that the comment behind it stays. */
const isScalarValue = (value: unknown): boolean => typeof value !== "object";

/** Removes a value, and maps that are empty without it. */
function remove(document: Document, place: readonly string[]): void {
  document.deleteIn(place);
  const outer = place.slice(0, -1);
  const left = document.getIn(outer);
  if (outer.length > 1 && isMap(left) && left.items.length === 0) remove(document, outer);
}

function defaultOf(path: readonly string[]): unknown {
  const standard = parseSettings({});
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    "settings" in standard ? standard.settings : undefined,
  );
}
