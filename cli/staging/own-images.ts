/** Facts that decide about an image. */
export interface ImageFacts {
  readonly id: string;
  readonly tags: readonly string[];
  readonly layers: readonly string[];
}

export interface Usage {
  /** Ids of the images of all containers, also stopped ones. */
  readonly containers: ReadonlySet<string>;
  /** Tells if another stack's state has an image of that name. */
  readonly known: (name: string) => boolean;
}

/**
 * Which of a stack's images are its own: not there before it, of no container, of no other stack's state, and with no
 * other image upon it. Those that build upon others come first.
 *
 * @param names - tags, and ids of images that have lost theirs to an equal one: two builds of one context at once make
 * two
 * @param before - names of the images that were there when the stack was made
 */
export function ownImages(
  names: readonly string[],
  all: readonly ImageFacts[],
  before: ReadonlySet<string>,
  { containers, known }: Usage,
): readonly string[] {
  const candidates = names
    .flatMap((name) => {
      const image = all.find(({ id, tags }) => tags.includes(name) || (id === name && tags.length === 0));
      return image === undefined || before.has(name) || containers.has(image.id) || known(name)
        ? []
        : [{ name, ...image }];
    })
    .sort((a, b) => b.layers.length - a.layers.length);
  const gone = new Set<string>();
  return candidates.flatMap(({ name, id, layers, tags }) => {
    const carries = all.some(
      (other) =>
        other.id !== id &&
        other.tags.length > 0 &&
        !gone.has(other.id) &&
        layers.every((layer, index) => other.layers[index] === layer),
    );
    if (carries) return [];
    if (tags.length <= 1) gone.add(id);
    return [name];
  });
}

/** Images that another ephemeral stack refers to, and those that were there before it. */
export interface OtherStack {
  readonly built: readonly string[];
  readonly before: readonly string[];
}

/**
 * Images that were there before a stack, but for those that other ephemeral stacks have built: they go with the last of
 * them.
 */
export const imagesBefore = (present: readonly string[], others: readonly OtherStack[]): readonly string[] =>
  present.filter(
    (name) => !others.some(({ built, before }) => built.includes(name) && !before.includes(name)),
  );
