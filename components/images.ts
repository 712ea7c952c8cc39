import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { images as definitions } from "../config/images.ts";
import type { Settings } from "../config/settings.ts";
import { sourceOf } from "../config/own-image.ts";
import { contextHash, prepareBaseContext } from "./build-context.ts";

export interface ImagesArgs {
  readonly settings: Settings;
}

/**
 * The images of a stack: built from the reference services, from the operator's own contexts, or taken from a registry. They are named
 * by their content and kept on the engine, so that stacks share them and a rebuild of nothing takes no time.
 */
export class Images extends pulumi.ComponentResource {
  /** Image id per image key. */
  readonly ids: Readonly<Record<string, pulumi.Output<string>>>;
  /** Image name with tag per image key. */
  readonly names: Readonly<Record<string, string>>;

  constructor(name: string, { settings }: ImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gaara:index:Images", name, {}, opts);
    prepareBaseContext(definitions.base?.context ?? "", settings);
    const ids: Record<string, pulumi.Output<string>> = {};
    const names: Record<string, string> = {};
    const made: Record<string, docker.RemoteImage> = {};
    for (const [key, definition] of Object.entries(definitions)) {
      const own = settings.images[key];
      const source = own === undefined ? undefined : sourceOf(own);
      const image =
        source?.kind === "registry"
          ? this.pull(`${name}-${key}`, source.reference)
          : source === undefined
            ? this.build(`${name}-${key}`, key, {
                context: definition.context,
                dockerfile: "Dockerfile",
                buildArgs: {
                  ...(Object.keys(definition.from).length === 0 ? mirrors(settings) : {}),
                  ...Object.fromEntries(
                    Object.entries(definition.from).map(([argument, parent]) => [
                      argument,
                      names[parent] ?? parent,
                    ]),
                  ),
                },
                after: Object.values(definition.from).flatMap((parent) => made[parent] ?? []),
              })
            : this.build(`${name}-${key}`, key, {
                context: source.context,
                dockerfile: source.dockerfile,
                buildArgs: {},
                after: [],
              });
      made[key] = image.resource;
      names[key] = image.name;
      ids[key] = image.resource.imageId;
    }
    this.ids = ids;
    this.names = names;
    this.registerOutputs();
  }

  private pull(name: string, reference: string) {
    return {
      name: reference,
      resource: new docker.RemoteImage(name, { name: reference, keepLocally: true }, { parent: this }),
    };
  }

  private build(name: string, key: string, source: BuildSource) {
    const { context, dockerfile, buildArgs, after } = source;
    const hash = contextHash(context, dockerfile, buildArgs);
    const tag = `gaara-${key}:${hash}`;
    const resource = new docker.RemoteImage(
      name,
      {
        name: tag,
        keepLocally: true,
        build: { context, dockerfile, buildArgs, remove: true },
        triggers: { context: hash },
      },
      // The old image may still be running; it stays on the engine in any case.
      { parent: this, dependsOn: [...after], deleteBeforeReplace: false },
    );
    return { name: tag, resource };
  }
}

interface BuildSource {
  readonly context: string;
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly after: readonly docker.RemoteImage[];
}

/** Build arguments of the base for package mirrors, which the others inherit; an unset one is left out, so that it changes no hash. */
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
