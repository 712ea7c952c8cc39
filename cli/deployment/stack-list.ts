import { z } from "zod";

const listed = z.array(z.object({ name: z.string(), lastUpdate: z.string().optional() }));

/** A stack of the backend. */
export interface ListedStack {
  /** Undefined for a stack that was made and never updated. */
  readonly lastUpdate: Date | undefined;
}

/**
 * Parses what `pulumi stack ls --json` prints. A backend with organisations puts theirs in front of each name; it is
 * left out here.
 */
export const parseStackList = (text: string): ReadonlyMap<string, ListedStack> =>
  new Map(
    listed
      .parse(JSON.parse(text))
      .map(({ name, lastUpdate }) => [
        name.split("/").at(-1) ?? name,
        { lastUpdate: lastUpdate === undefined ? undefined : new Date(lastUpdate) },
      ]),
  );
