import { createTwoFilesPatch, diffLines } from "diff";
import type { ModelChange } from "./changes.ts";

type Texts = NonNullable<ModelChange["nginx"]>;

/** `+2 −1 lines`. */
export function lineCounts({ from, to }: Texts): string {
  const parts = diffLines(from, to);
  const count = (which: "added" | "removed") =>
    parts.filter((part) => part[which]).reduce((sum, { count: lines }) => sum + (lines ?? 0), 0);
  return `+${count("added")} −${count("removed")} lines`;
}

/** Unified diff with two lines around each change. */
export const nginxPatch = ({ from, to }: Texts): string =>
  createTwoFilesPatch("nginx.conf", "nginx.conf", from, to, "", "", { context: 2 }).replace(
    /^Index: .*\n=+\n/,
    "",
  );
