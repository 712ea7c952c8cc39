import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { images as definitions } from "../config/images.ts";
import type { Settings } from "../config/settings.ts";
import { prepareBaseContext } from "../engine/images/build-context.ts";
import type { Engine } from "../engine/engine.ts";
import { ensureBuilt } from "../engine/images/build-image.ts";
import { imageSource, type BuiltImage } from "../engine/images/image-sources.ts";
import { inWords } from "../engine/gone.ts";

export interface ImagesArgs {
  /** The engine that builds and keeps them. */
  readonly engine: Engine;
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

  constructor(name: string, { engine, settings }: ImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gaara:index:Images", name, {}, opts);
    prepareBaseContext(definitions.base?.context ?? "", settings);
    const ids: Record<string, pulumi.Output<string>> = {};
    const names: Record<string, string> = {};
    for (const key of Object.keys(definitions)) {
      const source = imageSource(key, settings, names);
      names[key] = source.name;
      if (source.kind === "registry") ids[key] = this.image(`${name}-${key}`, source.name).imageId;
      else {
        const parents = source.parents.flatMap((parent) => ids[parent] ?? []);
        const id = this.built(engine, source, parents);
        ids[key] = id;
        // The plugin finds what the engine has, and says that the stack has it.
        this.image(
          `${name}-${key}`,
          id.apply(() => source.name),
        );
      }
    }
    this.ids = ids;
    this.names = names;
    this.registerOutputs();
  }

  /** The plugin pulls what the engine does not have. The old image may still be running, and stays in any case. */
  private image(name: string, reference: pulumi.Input<string>): docker.RemoteImage {
    return new docker.RemoteImage(
      name,
      { name: reference, keepLocally: true },
      { parent: this, deleteBeforeReplace: false },
    );
  }

  /**
   * The id of an image that is built here, by this program rather than the plugin: the plugin builds again what is
   * there, with the modes and owners that the files have in this clone. A preview builds nothing, and shows the name of
   * what an update would build.
   */
  private built(
    engine: Engine,
    source: BuiltImage,
    parents: readonly pulumi.Output<string>[],
  ): pulumi.Output<string> {
    if (pulumi.runtime.isDryRun()) return pulumi.output(present(engine, source.name));
    return pulumi.all([...parents]).apply(async () => {
      const found = await present(engine, source.name);
      if (found !== source.name) return found;
      const start = Date.now();
      await pulumi.log.info(`  Building ${source.name}`, this);
      try {
        const id = await ensureBuilt(engine, source);
        const seconds = Math.round((Date.now() - start) / 1000);
        await pulumi.log.info(`  Built ${source.name} (${seconds} s)`, this);
        return id;
      } catch (error) {
        throw new pulumi.RunError(inWords(error));
      }
    });
  }
}

/** The id of an image; its name where the engine does not have it. */
const present = async (engine: Engine, name: string): Promise<string> =>
  (await engine.image(name).inspect())?.Id ?? name;
