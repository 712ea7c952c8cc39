import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { images as definitions } from "../config/images.ts";
import type { Settings } from "../config/settings.ts";
import { prepareBaseContext } from "../engine/images/build-context.ts";
import { imageSource, type BuiltImage } from "../engine/images/image-sources.ts";

export interface ImagesArgs {
  readonly settings: Settings;
}

/**
 * The images of a stack: built from the reference services, from the operator's own contexts, or taken from a registry.
 * They are named by their content and kept on the engine, so that stacks share them and a rebuild of nothing takes no
 * time.
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
    for (const key of Object.keys(definitions)) {
      const source = imageSource(key, settings, names);
      const image =
        source.kind === "registry"
          ? this.pull(`${name}-${key}`, source.name)
          : this.build(
              `${name}-${key}`,
              source,
              source.parents.flatMap((parent) => made[parent] ?? []),
            );
      made[key] = image;
      names[key] = source.name;
      ids[key] = image.imageId;
    }
    this.ids = ids;
    this.names = names;
    this.registerOutputs();
  }

  /** The plugin pulls what the engine does not have: an image that was built here needs no registry. */
  private pull(name: string, reference: string): docker.RemoteImage {
    return new docker.RemoteImage(name, { name: reference, keepLocally: true }, { parent: this });
  }

  private build(
    name: string,
    { name: tag, hash, context, dockerfile, buildArgs }: BuiltImage,
    after: readonly docker.RemoteImage[],
  ): docker.RemoteImage {
    return new docker.RemoteImage(
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
  }
}
