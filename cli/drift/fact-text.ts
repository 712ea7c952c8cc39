import type { ImageConfig } from "../../engine/answers/image.ts";

export const sorted = (list: readonly string[]): string =>
  list.length === 0 ? "none" : [...list].sort().join(", ");
export const megabytes = (amount: number): string => (amount > 0 ? `${amount} MB` : "no limit");
export const cpus = (quota: number, period: number): string =>
  quota > 0 ? String(quota / (period || 1e5)) : "no limit";
export const seconds = (amount: number | null | undefined): string =>
  amount === null || amount === undefined ? "the engine's" : `${amount} s`;

/** @param id - of the container, which has a part of it as an alias besides */
export function attached(aliases: readonly string[], id: string): string {
  const set = aliases.filter((alias) => alias !== id.slice(0, 12));
  return set.length === 0 ? "attached" : `attached as ${sorted(set)}`;
}

export const mounted = (type: string, source: string, writable: boolean): string =>
  `${type} ${source}${writable ? "" : ", read-only"}`;
export const capabilities = (adds: readonly string[], drops: readonly string[]): string =>
  `added: ${sorted(adds)}; dropped: ${sorted(drops)}`;
export const resolution = (options: readonly string[], search: readonly string[]): string =>
  `options: ${sorted(options)}; search domains: ${sorted(search)}`;
export const log = (driver: string, options: Readonly<Record<string, string>>): string =>
  `${driver}: ${sorted(Object.entries(options).map(([key, value]) => `${key}=${value}`))}`;

export function health(check: ImageConfig["Healthcheck"]): string {
  if (check === null || check === undefined || check.Test.length === 0 || check.Test[0] === "NONE")
    return "none";
  const [interval, timeout, start] = [check.Interval, check.Timeout, check.StartPeriod].map(
    (value) => `${value / 1e9} s`,
  );
  return `every ${interval}, ${timeout} time-out, ${check.Retries} retries, ${start} to start: ${check.Test.slice(1).join(" ")}`;
}

const units = { ms: 1e6, s: 1e9, m: 6e10, h: 36e11 } as const;

/** Of a duration as Go prints it: `1m0s`. */
export const nanoseconds = (duration: string): number =>
  [...duration.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * units[unit as keyof typeof units],
    0,
  );
