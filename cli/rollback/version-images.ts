import { isDeepStrictEqual } from "node:util";
import { catalogueOf } from "../../config/catalogue.ts";
import type { OwnImage } from "../../config/own-image.ts";
import { applicationKeys, type Settings } from "../../config/settings.ts";
import { contractOf, sameService, type ServiceVersion, type Version } from "../../model/versions.ts";

/** Names that images have with the sources of now, by key. */
export type ImageNames = Readonly<Record<string, string>>;

/** The version that today's settings and sources would run. */
export function versionOf(settings: Settings, names: ImageNames): Version {
  const catalogue = catalogueOf(settings);
  const keys = applicationKeys.filter((key) => !settings.develop.includes(key));
  return {
    time: "",
    settings,
    services: Object.fromEntries(
      keys.map((key) => [
        key,
        { image: names[key] ?? "", id: "", release: catalogue[key as keyof typeof catalogue].release },
      ]),
    ),
  };
}

/**
 * Settings that run a version's images again: an image that the sources of now would not give is named by its tag on
 * the engine.
 *
 * @param settings - without the version's images in them
 * @param services - those whose images go back
 */
export function withImages(
  settings: Settings,
  version: Version,
  services: readonly string[],
  namesOf: (settings: Settings) => ImageNames,
): Settings {
  const asThen: Settings = {
    ...settings,
    images: services.reduce(
      (images, key) => replaced(images, key, version.settings.images[key]),
      settings.images,
    ),
  };
  const now = versionOf(asThen, namesOf(asThen)).services;
  const pinned = services.flatMap((key) => {
    const then = version.services[key];
    return then === undefined || sameService(now[key], then) ? [] : [[key, pin(asThen, key, then, now[key])]];
  });
  return { ...asThen, images: { ...asThen.images, ...(Object.fromEntries(pinned) as Settings["images"]) } };
}

const replaced = (images: Settings["images"], key: string, own: OwnImage | undefined) => {
  const { [key]: _old, ...others } = images;
  return own === undefined ? others : { ...others, [key]: own };
};

const pin = (
  { images }: Settings,
  key: string,
  { image, release }: ServiceVersion,
  now: ServiceVersion | undefined,
): OwnImage => ({
  ...contractOf(images[key] ?? {}),
  reference: image,
  ...(isDeepStrictEqual(now?.release, release)
    ? {}
    : { release: release.map((job) => ({ name: job.name, command: [...job.command] })) }),
});
