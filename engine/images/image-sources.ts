import { images as definitions } from "../../config/images.ts";
import { sourceOf } from "../../config/own-image.ts";
import type { Settings } from "../../config/settings.ts";
import { contextHash, prepareBaseContext } from "./build-context.ts";

/** An image that is taken from a registry, or from the engine where it is there already. */
export interface PulledImage {
  readonly kind: "registry";
  readonly name: string;
}

/** An image that is built here, named by its content. */
export interface BuiltImage {
  readonly kind: "build";
  readonly name: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Keys of the images that it builds upon. */
  readonly parents: readonly string[];
}

export type StackImage = PulledImage | BuiltImage;

/**
 * The name of an image and where it comes from. Nothing is built, and no engine is asked.
 *
 * @param names - names of the images that it may build upon
 * @throws Error when its build context does not exist
 */
export function imageSource(
  key: string,
  settings: Settings,
  names: Readonly<Record<string, string>>,
): StackImage {
  const own = settings.images[key];
  const source = own === undefined ? undefined : sourceOf(own);
  if (source?.kind === "registry") return { kind: "registry", name: source.reference };
  if (source !== undefined) return built(key, { ...source, buildArgs: {}, parents: [] });
  const { context = "", from = {} } = definitions[key] ?? {};
  const parents = Object.entries(from).map(([argument, parent]) => [argument, names[parent] ?? parent]);
  return built(key, {
    context,
    dockerfile: "Dockerfile",
    buildArgs: {
      ...(parents.length === 0 ? mirrors(settings) : {}),
      ...(Object.fromEntries(parents) as Record<string, string>),
    },
    parents: Object.values(from),
  });
}

function built(key: string, source: Omit<BuiltImage, "kind" | "name">): BuiltImage {
  const { context, dockerfile, buildArgs, parents } = source;
  const hash = contextHash(context, dockerfile, buildArgs);
  return { kind: "build", name: `gaara-${key}:${hash}`, context, dockerfile, buildArgs, parents };
}

/**
 * Build arguments of the base for package mirrors, which the others inherit; an unset one is left out, so that it
 * changes no hash.
 */
const mirrors = ({ build }: Settings): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      DEBIAN_MIRROR: build.debianMirror,
      DEBIAN_SECURITY_MIRROR: build.debianSecurityMirror,
      CARGO_REGISTRY: build.cargoRegistry,
      PIP_INDEX_URL: build.pipIndexUrl,
      NPM_REGISTRY: build.npmRegistry,
    }).flatMap(([argument, value]) => (value === undefined ? [] : [[argument, value]])),
  );

/** Names of all images that a stack would have, by key; one without its build context is left out. */
export function imageNames(settings: Settings): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const [key, { context }] of Object.entries(definitions)) {
    try {
      if (key === "base") prepareBaseContext(context, settings);
      names[key] = imageSource(key, settings, names).name;
    } catch {
      // Its build context is missing; an update says so.
    }
  }
  return names;
}
