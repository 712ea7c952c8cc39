import { isMap, parseDocument, Scalar, YAMLMap } from "yaml";
import { edited } from "../deployment/stack-file.ts";
import type { Registration } from "./registration.ts";

const header =
  " Made by `npm run staging -- up`: what stands in Pulumi.staging.yaml comes from there every time, other keys stay.";

/**
 * The settings file of an ephemeral stack: the template's keys, then those that only its file of before has (counts of
 * `npm run rotate`, secrets of its own), then what makes it one.
 *
 * @param template - text of Pulumi.staging.yaml
 * @param before - text of the stack's own file, where there is one
 * @param domain - where the engine's ports are, if the template does not say
 */
export function settingsText(
  template: string,
  before: string | undefined,
  { name, owner, created, port }: Registration,
  domain?: string,
): string {
  const old = parseDocument(before ?? "");
  return edited(template, (file) => {
    file.commentBefore = header;
    const own = old.get("config");
    for (const { key, value } of isMap(own) ? own.items : [])
      if (!file.hasIn(["config", keyOf(key)])) file.setIn(["config", keyOf(key)], value);
    const salt = old.get("encryptionsalt") ?? file.get("encryptionsalt");
    if (salt !== undefined) file.set("encryptionsalt", salt);
    if (domain !== undefined && !file.hasIn(["config", "gaara:domain"]))
      file.setIn(["config", "gaara:domain"], domain);
    file.setIn(["config", "gaara:edgePort"], port);
    file.setIn(["config", "gaara:ephemeral"], quoted({ name, owner, created }));
  });
}

/** Pulumi reads a plain `2026-11-24` as a time and a plain `42` as a number, and so would the stack. */
function quoted(values: Readonly<Record<string, string>>): YAMLMap {
  const map = new YAMLMap();
  for (const [key, value] of Object.entries(values)) {
    const scalar = new Scalar(value);
    scalar.type = Scalar.QUOTE_DOUBLE;
    map.set(key, scalar);
  }
  return map;
}

const keyOf = (key: unknown): string =>
  typeof key === "object" && key !== null && "value" in key ? String(key.value) : String(key);
