import { z } from "zod";
import { fromKeys } from "./tables.ts";
import { whole } from "./numbers.ts";
import { rules, text } from "./values.ts";
import { sharedVolumes } from "./volumes.ts";

const argument = z.string().min(1).max(4096);

/** Keys that only an application has: a store and the edge are wired into the program. */
export const contractKeys = [
  "port",
  "health",
  "release",
  "volumes",
  "secrets",
  "redis",
  "private",
  "uploads",
  "logIns",
] as const;

/**
 * An image of the operator's own in place of a reference service, and what about it is other than there. What is not
 * said stays as the catalogue has it.
 */
export const ownImage = z
  .strictObject({
    /** Folder with the Dockerfile; the stack builds it. */
    context: text(rules.file).optional(),
    /** @default "Dockerfile" */
    dockerfile: text(rules.file).optional(),
    /** Image in a registry; production takes a digest. */
    reference: text(rules.image).optional(),
    /** Port that it listens on. */
    port: whole(1, 65_535).optional(),
    /** Numeric user and group that the container runs as. */
    user: text(rules.user).optional(),
    /** Path that answers 200 when it serves (asked with the image's own curl), or a command that ends with 0. */
    health: z
      .union([text(rules.path), z.array(argument).min(1)], {
        error:
          'expected a path such as "/api/health/", or a command such as ["python", "-m", "check_health"]',
      })
      .optional(),
    /** Commands that run once per image, in this order, before it serves. An empty list runs none. */
    release: z.array(z.strictObject({ name: text(rules.job), command: z.array(argument).min(1) })).optional(),
    /** Volume → absolute path inside, for those that it writes. The stores' own are nobody else's. */
    volumes: z.strictObject(fromKeys(sharedVolumes, () => text(rules.path).optional())).optional(),
    /**
     * Volume → folders in it whose files nginx serves on the service's word alone, with a slash at their ends.
     */
    private: z
      .strictObject(fromKeys(sharedVolumes, () => z.array(text(rules.folder)).max(20).optional()))
      .optional(),
    /** Paths that take uploads, as the image sees them. */
    uploads: z.array(text(rules.path)).max(20).optional(),
    /** Paths that take a password with POST, as the image sees them. */
    logIns: z.array(text(rules.path)).max(20).optional(),
    /** How it takes secrets. @default "files" */
    secrets: z.enum(["files", "environment"]).optional(),
    /**
     * Patterns of the keys and channels that its account in Redis may use beside its own prefix. @default all that no
     * other service has for itself
     */
    redis: z.array(text(rules.redisKeys)).max(50).optional(),
  })
  .check(({ value, issues }) => {
    const { context, reference, dockerfile } = value;
    const fail = (message: string) => issues.push({ code: "custom", input: value, message });
    if ((context === undefined) === (reference === undefined))
      fail(
        `found ${context === undefined ? "neither" : "both"}, expected either context: <folder> or reference: <image>`,
      );
    if (reference !== undefined && dockerfile !== undefined)
      fail(
        "found a dockerfile beside a reference, expected one beside a context: an image of a registry is not built",
      );
  });

export type OwnImage = z.output<typeof ownImage>;

/** The source of an image. */
export type ImageSource =
  | { readonly kind: "registry"; readonly reference: string }
  | { readonly kind: "build"; readonly context: string; readonly dockerfile: string };

/** Exactly one of context and reference is there: the schema says so. */
export const sourceOf = ({ context = ".", dockerfile = "Dockerfile", reference }: OwnImage): ImageSource =>
  reference === undefined ? { kind: "build", context, dockerfile } : { kind: "registry", reference };
