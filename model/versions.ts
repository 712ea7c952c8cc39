import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { OwnImage } from "../config/own-image.ts";
import type { ReleaseJob } from "../config/services/definition.ts";
import { applicationKeys, parseSettings, type Settings } from "../config/settings.ts";

/** An application's image and release jobs in a version. */
export interface ServiceVersion {
  /** Name of the image on the engine, or its reference in a registry. */
  readonly image: string;
  /** Id of the image; empty when it is not known yet. */
  readonly id: string;
  readonly release: readonly ReleaseJob[];
}

/** A state of a stack that proved healthy. It has no secret. */
export interface Version {
  /** Time at which it first proved healthy. */
  readonly time: string;
  readonly settings: Settings;
  /** The applications that had containers, by key. */
  readonly services: Readonly<Record<string, ServiceVersion>>;
}

/** Number of versions that a stack keeps, the present one included. */
export const versionsKept = 3;

/** True for the name of a built image, whose tag is the hash of its content. */
export const isContentNamed = (image: string): boolean => /^gaara-[a-z]+:[0-9a-f]{16}$/.test(image);

export const sameImage = (a: ServiceVersion, b: ServiceVersion): boolean =>
  (a.id !== "" && a.id === b.id) ||
  (a.image === b.image && (isContentNamed(a.image) || a.id === "" || b.id === ""));

/** True where an application ran the same image with the same release jobs. */
export const sameService = (a: ServiceVersion | undefined, b: ServiceVersion | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameImage(a, b) && isDeepStrictEqual(a.release, b.release);

/** True where two versions run the same, however the settings name their images. */
export const sameVersion = (a: Version, b: Version): boolean =>
  [...new Set([...Object.keys(a.services), ...Object.keys(b.services)])].every((key) =>
    sameService(a.services[key], b.services[key]),
  ) && isDeepStrictEqual(withoutSources(a.settings), withoutSources(b.settings));

/** Contract of an operator's own image: everything but its source. */
export const contractOf = ({
  context: _context,
  dockerfile: _dockerfile,
  reference: _reference,
  ...contract
}: OwnImage): OwnImage => contract;

/** Settings without the sources and release jobs of applications' images, which a version has in its services. */
const withoutSources = (settings: Settings): Settings => ({
  ...settings,
  images: Object.fromEntries(
    Object.entries(settings.images)
      .map(
        ([key, own]) =>
          [key, applicationKeys.includes(key) ? { ...contractOf(own), release: undefined } : own] as const,
      )
      .map(([key, own]) => [key, defined(own)] as const)
      .filter(([, own]) => Object.keys(own).length > 0),
  ),
});

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/**
 * The versions to keep once a version has proved healthy, newest first and each once.
 *
 * @returns `kept` itself when that is the newest already
 */
export function withVersion(kept: readonly Version[], proven: Version): readonly Version[] {
  const [newest] = kept;
  if (newest !== undefined && sameVersion(newest, proven)) return kept;
  const known = kept.find((version) => sameVersion(version, proven));
  return [known ?? proven, ...kept.filter((version) => version !== known)].slice(0, versionsKept);
}

const file = z.array(
  z.object({
    time: z.iso.datetime(),
    settings: z.record(z.string(), z.unknown()),
    services: z.record(
      z.string(),
      z.object({
        image: z.string(),
        id: z.string(),
        release: z.array(z.object({ name: z.string(), command: z.array(z.string()) })),
      }),
    ),
  }),
);

/** Says whether a text is as {@link versionsText} writes it. */
export const isVersions = (text: string): boolean => file.safeParse(json(text)).success;

/** Versions as {@link versionsText} wrote them, without those whose settings this program no longer knows. */
export function parseVersions(text: string): readonly Version[] {
  const found = file.safeParse(json(text));
  return (found.data ?? []).flatMap(({ time, settings, services }) => {
    const parsed = parseSettings(settings);
    return "problems" in parsed ? [] : [{ time, settings: parsed.settings, services }];
  });
}

export const versionsText = (versions: readonly Version[]): string =>
  `${JSON.stringify(versions, null, 2)}\n`;

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
