export interface Wish {
  readonly product: string;
  /** "2027-03" */
  readonly month: string;
  readonly months: number;
}

export interface Prediction {
  readonly month: string;
  readonly demand: number;
  readonly low: number;
  readonly high: number;
}

export interface Forecast {
  readonly product: string;
  readonly model: string;
  readonly predictions: readonly Prediction[];
}

export const periods: readonly number[] = [1, 3, 6, 12, 24];

/** "2027-03" of a year and a month from 1 to 12. */
export const monthText = (year: number, month: number): string =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;

/** "2027-03" as people of a language say it. */
export const monthName = (month: string, locale: string, withYear = true): string =>
  new Intl.DateTimeFormat(locale, {
    month: "long",
    ...(withYear && { year: "numeric" }),
    timeZone: "UTC",
  }).format(new Date(`${month}-01T00:00:00Z`));

/** The month after this one. */
export function nextMonth(today = new Date()): { readonly year: number; readonly month: number } {
  const index = today.getFullYear() * 12 + today.getMonth() + 1;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}
