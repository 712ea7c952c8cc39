import type Docker from "dockerode";
import { isContentNamed } from "../../model/versions.ts";
import { parseState } from "../deployment/exported-state.ts";
import { exportedText, storedText, unlessUnknown } from "../deployment/stack-state.ts";
import { reason } from "../setup/setup-error.ts";
import { allStates, type FoundStack } from "./found.ts";
import { imagesBefore, ownImages, type ImageFacts, type OtherStack, type Usage } from "./own-images.ts";

/** Names and ids of the images that a stack's state refers to and that were built, not pulled. */
export async function builtImages(stack: string): Promise<readonly string[]> {
  const { resources } = parseState(await exportedText(stack));
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
 * Removes images that only `stack` had. Stacks share images, so that one that anybody may still need stays; none is removed by force.
 *
 * @param before - names of the images that were there when the stack was made
 */
export async function removeOwnImages(
  docker: Docker,
  stack: string,
  names: readonly string[],
  before: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const others = [...(await allStates()).keys()].filter((name) => name !== stack);
  const states = await Promise.all(others.map((other) => unlessUnknown(storedText(other), "")));
  const containers = await docker.listContainers({ all: true });
  const usage: Usage = {
    containers: new Set(containers.map(({ ImageID }) => ImageID)),
    known: (name) => states.some((text) => text.includes(`"${name}"`)),
  };
  const removed: string[] = [];
  for (const name of ownImages(names, await imageFacts(docker), before, usage))
    try {
      await docker.getImage(name).remove();
      removed.push(name);
    } catch (error) {
      const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
      if (status !== 404 && status !== 409) throw error;
      // Somebody has begun to use it.
      if (status === 409) console.error(`The image ${name} stays: ${reason(error)}`);
    }
  return removed;
}

async function imageFacts(docker: Docker): Promise<readonly ImageFacts[]> {
  const listed = await docker.listImages();
  const facts = await Promise.all(
    listed.map(async ({ Id, RepoTags }) => {
      const image = await docker
        .getImage(Id)
        .inspect()
        .catch(() => undefined);
      return image === undefined
        ? []
        : [
            {
              id: Id,
              tags: (RepoTags ?? []).filter((tag) => tag !== "<none>:<none>"),
              layers: image.RootFS.Layers ?? [],
            },
          ];
    }),
  );
  return facts.flat();
}

/**
 * Names of the built images that a new stack finds on the engine and that are nobody's who goes again.
 *
 * @param others - the ephemeral stacks that there are
 */
export async function foundImages(docker: Docker, others: readonly FoundStack[]): Promise<readonly string[]> {
  const listed = await docker.listImages();
  const known: OtherStack[] = [];
  for (const { stack, state, registration } of others)
    if (state !== undefined && registration.before !== undefined)
      known.push({ built: await unlessUnknown(builtImages(stack), []), before: registration.before });
  return imagesBefore(listed.flatMap(({ RepoTags }) => RepoTags ?? []).filter(isContentNamed), known);
}
