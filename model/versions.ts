import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { OwnImage } from "../config/own-image.ts";
import type { ReleaseJob } from "../config/services.ts";
import { applicationKeys, parseSettings, type Settings } from "../config/settings.ts";

/** What an application ran in a version. */
export interface ServiceVersion {
  /** Name of the image on the engine, or its reference in a registry. */
  readonly image: string;
  /** Id of the image; empty when it is not known yet. */
  readonly id: string;
  readonly release: readonly ReleaseJob[];
}

/** A state of a stack that was proven healthy. Nothing of it is secret. */
export interface Version {
  /** When it was proven first. */
  readonly time: string;
  readonly settings: Settings;
  /** The applications that had containers, by key. */
  readonly services: Readonly<Record<string, ServiceVersion>>;
}

/** How many versions a stack keeps, the present one among them. */
export const versionsKept = 3;

/** Whether a name is that of a built image, which says its content. */
export const isContentNamed = (image: string): boolean => /^gaara-[a-z]+:[0-9a-f]{16}$/.test(image);

export const sameImage = (a: ServiceVersion, b: ServiceVersion): boolean =>
  (a.id !== "" && a.id === b.id) ||
  (a.image === b.image && (isContentNamed(a.image) || a.id === "" || b.id === ""));

/** Whether an application ran the same image with the same release jobs. */
export const sameService = (a: ServiceVersion | undefined, b: ServiceVersion | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameImage(a, b) && isDeepStrictEqual(a.release, b.release);

/** Whether two versions would run the same, however their images are named in the settings. */
export const sameVersion = (a: Version, b: Version): boolean =>
  [...new Set([...Object.keys(a.services), ...Object.keys(b.services)])].every((key) =>
    sameService(a.services[key], b.services[key]),
  ) && isDeepStrictEqual(withoutSources(a.settings), withoutSources(b.settings));

/** What is other about an image of the operator's own, without where it comes from. */
export const contractOf = ({
  context: _context,
  dockerfile: _dockerfile,
  reference: _reference,
  ...contract
}: OwnImage): OwnImage => contract;

/** Settings without where the applications' images come from and what they release with: that stands in the version's services. */
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
 * The versions that are kept once a version was proven, newest first and each once.
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

/** Versions as {@link versionsText} wrote them; one with settings that this program does not know any more is left out. */
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
