import { isDeepStrictEqual } from "node:util";
import { isMap, type Document } from "yaml";
import { parseSettings, type Settings } from "../../config/settings.ts";
import { differences } from "./setting-differences.ts";
import { edited } from "./stack-file.ts";

/**
 * The text of a stack's file with other settings. Whatever does not change keeps its comments, and so do secrets and
 * all other keys that are not settings. A default value is left out.
 *
 * @param from - the settings that `text` has
 */
export function withSettings(text: string, from: Settings, to: Settings): string {
  return edited(text, (document) => {
    for (const { path, to: value } of differences(from, to)) {
      const [top = "", ...below] = path;
      const place = ["config", `gaara:${top}`, ...below];
      if (value === undefined || isDeepStrictEqual(value, defaultOf(path))) remove(document, place);
      else document.setIn(place, isScalarValue(value) ? value : document.createNode(value));
    }
  });
}

/** A scalar takes an old value's place in the document, so that the comment behind it stays. */
const isScalarValue = (value: unknown): boolean => typeof value !== "object";

/** Removes a value, and then the maps that held nothing else. */
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
