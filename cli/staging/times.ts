import { UsageError } from "../usage-error.ts";

const units = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000 } as const;

/** An age as it was typed, and what it means. */
export interface Age {
  readonly text: string;
  readonly milliseconds: number;
}

/**
 * Reads `3d`, `12h`, `30m` or `90s`.
 *
 * @throws UsageError when it is none of these
 */
export function parseAge(text: string): Age {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount === undefined)
    throw new UsageError(
      `--older-than: found ${JSON.stringify(text)}, expected a whole number with s, m, h or d, for example 3d`,
    );
  const size = { s: units.s, m: units.min, h: units.h, d: units.d }[unit as "s" | "m" | "h" | "d"];
  return { text, milliseconds: Number(amount) * size };
}

/** An age for people, in its two largest units: `3 d 4 h`, `12 min 5 s`. */
export function shownAge(milliseconds: number): string {
  const parts = Object.entries(units).reduce<{ rest: number; texts: string[] }>(
    ({ rest, texts }, [unit, size]) => {
      const count = Math.floor(rest / size);
      return { rest: rest % size, texts: count > 0 ? [...texts, `${count} ${unit}`] : texts };
    },
    { rest: Math.max(0, milliseconds), texts: [] },
  ).texts;
  return parts.length === 0 ? "0 s" : parts.slice(0, 2).join(" ");
}
