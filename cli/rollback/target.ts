import { isDeepStrictEqual } from "node:util";
import type { Settings } from "../../config/settings.ts";
import { contractOf, sameService, sameVersion, versionsKept, type Version } from "../../model/versions.ts";
import { versionOf, withImages, type ImageNames } from "./version-images.ts";

/** A stack that is to go back. */
export interface Wish {
  readonly stack: string;
  /** The only application that goes back. @default all, and the settings */
  readonly service?: string | undefined;
}

export interface Situation {
  /** The settings in the stack's file. */
  readonly present: Settings;
  /** Newest first. */
  readonly kept: readonly Version[];
  /** The last update failed. */
  readonly failed: boolean;
  /** The only application that goes back. @default all, and the settings */
  readonly service?: string | undefined;
  readonly namesOf: (settings: Settings) => ImageNames;
}

/** A way back. */
export interface Target {
  /** The version that is left, with the settings of the file. */
  readonly from: Version;
  /** The version that will run, with the settings that the file will have. */
  readonly to: Version;
  /** Services whose images have to be on the engine as they were. */
  readonly pinned: readonly string[];
  /** The version that is gone back to and those before it, newest first. */
  readonly left: readonly Version[];
}

/**
 * The way to the last healthy version before the present one; for one service to the last that ran another image of it.
 * After an update that failed, what it tried is the present one.
 */
export function targetOf({ present, kept, failed, service, namesOf }: Situation): Target | undefined {
  const [newest, ...older] = kept;
  if (newest === undefined) return undefined;
  const tried = versionOf(present, namesOf(present));
  const unproven = failed && !sameVersion(tried, newest);
  const before = unproven ? tried : newest;
  const earlier = unproven ? kept : older;
  const index = service === undefined ? 0 : earlier.findIndex((version) => differs(before, version, service));
  const version = earlier[index];
  if (version === undefined) return undefined;
  const services = service === undefined ? Object.keys(version.services) : [service];
  const settings = withImages(service === undefined ? version.settings : present, version, services, namesOf);
  return {
    from: { ...before, settings: present },
    to: {
      time: version.time,
      settings,
      services: {
        ...(service === undefined ? {} : before.services),
        ...only(version.services, services),
      },
    },
    pinned: services.filter((key) => settings.images[key]?.reference !== undefined),
    left: earlier.slice(index),
  };
}

const only = <T>(values: Readonly<Record<string, T>>, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));

function differs(a: Version, b: Version, service: string): boolean {
  const contract = ({ settings }: Version) => contractOf(settings.images[service] ?? {});
  return (
    b.services[service] !== undefined &&
    !(sameService(a.services[service], b.services[service]) && isDeepStrictEqual(contract(a), contract(b)))
  );
}

/** The versions that are kept after the return: those that were left behind are no aim any more. */
export function keptAfter(recorded: readonly Version[], { left }: Target): readonly Version[] {
  const [newest] = recorded;
  if (newest === undefined) return left;
  return [
    left.find((version) => sameVersion(version, newest)) ?? newest,
    ...left.filter((version) => !sameVersion(version, newest)),
  ].slice(0, versionsKept);
}
