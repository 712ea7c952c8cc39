import { services, type ServiceKey } from "../../config/services/index.ts";
import { applicationKeys, parseSettings } from "../../config/settings.ts";
import type { Version } from "../../model/versions.ts";

/** The tag of an image whose content is called by a letter from a to f. */
export const tagOf = (service: string, content: string): string => `gaara-${service}:${content.repeat(16)}`;

/** A version whose Django and Flask are called by a letter each; the others are always the same. */
export function version(
  content: string,
  raw: Readonly<Record<string, unknown>> = {},
  flask: string = content,
): Version {
  const parsed = parseSettings(raw);
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  const contents: Readonly<Record<string, string>> = { django: content, flask };
  return {
    time: `2026-01-0${content.charCodeAt(0) - 96}T12:00:00.000Z`,
    settings: parsed.settings,
    services: Object.fromEntries(
      applicationKeys.map((key) => {
        const image = tagOf(key, contents[key] ?? "e");
        return [key, { image, id: `sha256:${image}`, release: services[key as ServiceKey].release }];
      }),
    ),
  };
}
