import { createHash } from "node:crypto";
import { UsageError } from "../usage-error.ts";

/** Every ephemeral stack is called so, and no other: dev and prod cannot be meant by any name. */
export const prefix = "staging-";

/** A stack's name has 40 characters at most, a hash has 8 and a hyphen. */
const longest = 40 - prefix.length;
const hashLength = 8;

/** Pattern of a hash at the end: a branch whose own name looks like that gets one too. */
const hashed = new RegExp(`(^|-)[0-9a-f]{${hashLength}}$`);
const readable = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * The stack of a branch: the branch itself where it can stand in a name, else what is readable of it and a hash of the
 * whole. Two branches have one stack only if eight digits of their hashes are equal, which `up` refuses.
 */
export function stackNameOf(branch: string): string {
  if (readable.test(branch) && branch.length <= longest && !hashed.test(branch)) return prefix + branch;
  const hash = createHash("sha256").update(branch).digest("hex").slice(0, hashLength);
  const slug = branch
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, longest - hashLength - 1)
    .replaceAll(/^-+|-+$/g, "");
  return prefix + [slug, hash].filter((part) => part !== "").join("-");
}

/**
 * The same for what somebody typed.
 *
 * @throws UsageError when it cannot be a branch
 */
export function stackOf(typed: string): string {
  if (/^[^\p{Cc}]{1,255}$/u.test(typed)) return stackNameOf(typed);
  throw new UsageError(
    `NAME: found ${JSON.stringify(typed)}, expected a branch: 1 to 255 characters, no control characters, for example feature/invoices`,
  );
}

/**
 * The stack that somebody means who may have typed a stack's own name, as `list` shows it. A branch comes first, and a
 * name without a hash is always a branch's: `staging-x` would be that of two.
 *
 * @param existing - names of the ephemeral stacks that there are
 */
export function meantStack(typed: string, existing: readonly string[]): string {
  const own = stackOf(typed);
  if (existing.includes(own) || !hashed.test(typed)) return own;
  return [typed, prefix + typed].find((stack) => existing.includes(stack)) ?? own;
}
