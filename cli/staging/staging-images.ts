import type { Engine } from "../../engine/engine.ts";
import { isInUse } from "../../engine/refusals.ts";
import { isContentNamed } from "../../model/versions.ts";
import { unlessUnknown, type Deployment } from "../deployment/deployment.ts";
import { parseState } from "../deployment/exported-state.ts";
import { reason } from "../setup/setup-error.ts";
import type { FoundStack } from "./found.ts";
import { imagesBefore, ownImages, type ImageFacts, type OtherStack, type Usage } from "./own-images.ts";

/** Names and ids of the images that a stack's state refers to and that were built, not pulled. */
export async function builtImages(deployment: Deployment, stack: string): Promise<readonly string[]> {
  const { resources } = parseState(await deployment.exported(stack));
  return [
    ...new Set(
      resources.flatMap(({ type, outputs }) =>
        type === "docker:index/remoteImage:RemoteImage" &&
        typeof outputs.name === "string" &&
        isContentNamed(outputs.name)
          ? [outputs.name, ...(typeof outputs.imageId === "string" ? [outputs.imageId] : [])]
          : [],
      ),
    ),
  ];
}

/**
 * Removes images that only `stack` had. Stacks share images, so that one that anybody may still need stays; none is
 * removed by force.
 *
 * @param before - names of the images that were there when the stack was made
 */
export async function removeOwnImages(
  deployment: Deployment,
  engine: Engine,
  stack: string,
  names: readonly string[],
  before: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const others = [...(await deployment.stacks()).keys()].filter((name) => name !== stack);
  const states = await Promise.all(others.map((other) => unlessUnknown(deployment.stored(other), "")));
  const containers = await engine.containers();
  const usage: Usage = {
    containers: new Set(containers.map(({ ImageID }) => ImageID)),
    known: (name) => states.some((text) => text.includes(`"${name}"`)),
  };
  const removed: string[] = [];
  for (const name of ownImages(names, await imageFacts(engine), before, usage))
    try {
      if (await engine.image(name).remove()) removed.push(name);
    } catch (error) {
      // Somebody has begun to use it.
      if (!isInUse(error)) throw error;
      console.error(`The image ${name} stays: ${reason(error)}`);
    }
  return removed;
}

async function imageFacts(engine: Engine): Promise<readonly ImageFacts[]> {
  const listed = await engine.images();
  const facts = await Promise.all(
    listed.map(async ({ Id, RepoTags }) => {
      const image = await engine.image(Id).inspect();
      return image === undefined ? [] : [{ id: Id, tags: RepoTags, layers: image.RootFS.Layers }];
    }),
  );
  return facts.flat();
}

/**
 * Names of the built images that a new stack finds on the engine and that are nobody's who goes again.
 *
 * @param others - the ephemeral stacks that there are
 */
export async function foundImages(
  deployment: Deployment,
  engine: Engine,
  others: readonly FoundStack[],
): Promise<readonly string[]> {
  const listed = await engine.images();
  const known: OtherStack[] = [];
  for (const { stack, state, registration } of others)
    if (state !== undefined && registration.before !== undefined)
      known.push({
        built: await unlessUnknown(builtImages(deployment, stack), []),
        before: registration.before,
      });
  return imagesBefore(listed.flatMap(({ RepoTags }) => RepoTags).filter(isContentNamed), known);
}
