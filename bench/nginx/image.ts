import { images as definitions } from "../../config/images.ts";
import type { Settings } from "../../config/settings.ts";
import { prepareBaseContext } from "../../engine/images/build-context.ts";
import { build } from "../../engine/images/build-image.ts";
import { imageSource } from "../../engine/images/image-sources.ts";
import type { Engine } from "../../engine/engine.ts";
import { step } from "../../cli/terminal/step.ts";

/** Builds the image of nginx as an update would, where the engine does not have it yet. @returns its name */
export async function nginxImage(engine: Engine, settings: Settings): Promise<string> {
  const present = (await engine.images()).flatMap(({ RepoTags: tags }) => tags ?? []);
  const names: Record<string, string> = {};
  for (const key of ["base", "nginx"]) {
    if (key === "base") prepareBaseContext(definitions.base?.context ?? "", settings);
    const image = imageSource(key, settings, names);
    names[key] = image.name;
    if (image.kind !== "build" || present.includes(image.name)) continue;
    await step(`image ${image.name}`, (report) => build(engine, image, (line) => report.note(line)), {
      estimate: 60,
    });
  }
  return names.nginx ?? "";
}
