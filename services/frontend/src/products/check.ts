import type { Language } from "../language.ts";
import { isDecimal, plainDecimal } from "./decimal.ts";
import type { Product } from "./product.ts";

export type Values = Omit<Product, "id">;
export type Errors = Partial<Record<string, string>>;

export const emptyValues: Values = {
  sku: "",
  name_ar: "",
  name_en: "",
  unit: "piece",
  quantity: "0",
  price: "",
};

/** What the person typed, as the API takes it. */
export const cleaned = (values: Values): Values => ({
  sku: values.sku.trim(),
  name_ar: values.name_ar.trim(),
  name_en: values.name_en.trim(),
  unit: values.unit,
  quantity: plainDecimal(values.quantity),
  price: plainDecimal(values.price),
});

/** The API's rules, said in the page's language before anything is sent. */
export function check(values: Values, { t, number }: Language): Errors {
  const text = (value: string, length: number) =>
    value === "" ? t.required : value.length > length ? t.tooLong(number(length)) : undefined;
  const decimal = (value: string, digits: number, fraction: number) =>
    value === ""
      ? t.required
      : isDecimal(value, digits, fraction)
        ? undefined
        : t.decimalRule(number(digits), number(fraction));
  const sku = text(values.sku, 40) ?? (/^[A-Za-z0-9._-]+$/.test(values.sku) ? undefined : t.skuRule);
  const found = {
    sku,
    name_ar: text(values.name_ar, 200),
    name_en: text(values.name_en, 200),
    quantity: decimal(values.quantity, 11, 3),
    price: decimal(values.price, 12, 2),
  };
  return Object.fromEntries(Object.entries(found).filter(([, error]) => error !== undefined));
}

/** Only what was changed is sent, so that somebody else's change of another field stays. */
export const changes = (values: Values, before: Product | undefined): Partial<Values> =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => before?.[name as keyof Values] !== value),
  );
