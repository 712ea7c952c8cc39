import { sourceOf } from "../../config/own-image.ts";
import type { Problem } from "../../config/problems.ts";
import { services } from "../../config/services/index.ts";
import type { Settings } from "../../config/settings.ts";
import { contractOf } from "../../model/versions.ts";

/** Services whose images a stack builds: everything that its settings do not take from a registry. */
export const builtServices = ({ images }: Settings): readonly string[] =>
  Object.keys(services).filter((key) => sourceOf(images[key] ?? { context: "" }).kind === "build");

/** An image's name in a registry, without tag and digest. */
export const repositoryOf = (registry: string, service: string): string => `${registry}/gaara-${service}`;

/** Build contexts of a stack that digests would take the place of, although they are not what is pushed. */
export function lostContexts(
  to: string,
  target: Settings,
  from: string,
  source: Settings,
): readonly Problem[] {
  const context = ({ images }: Settings, key: string) => images[key]?.context;
  return builtServices(source).flatMap((key) =>
    context(target, key) === undefined || context(target, key) === context(source, key)
      ? []
      : [
          {
            path: `gaara:images.${key}`,
            message: `found the context ${context(target, key) ?? ""} in Pulumi.${to}.yaml, expected that of ${from}, which is what would be pushed; push with --from ${to}, or take it out`,
          },
        ],
  );
}

/**
 * A stack's settings with digests in place of what another one builds, and with what that one says about images of its
 * own.
 *
 * @param references - image by service
 */
export const withReferences = (
  target: Settings,
  source: Settings,
  references: Readonly<Record<string, string>>,
): Settings => ({
  ...target,
  images: {
    ...target.images,
    ...Object.fromEntries(
      Object.entries(references).map(([key, reference]) => [
        key,
        { ...contractOf(target.images[key] ?? {}), ...contractOf(source.images[key] ?? {}), reference },
      ]),
    ),
  },
});
