import type { LanguageCode } from "../language.ts";
import { send } from "../reply.ts";
import { api } from "../config.ts";

export interface Product {
  readonly id: number;
  readonly sku: string;
  readonly name_ar: string;
  readonly name_en: string;
  readonly unit: string;
  /** Decimal text, as is the price: a binary fraction would round money. */
  readonly quantity: string;
  readonly price: string;
}

export interface ProductPage {
  readonly count: number;
  readonly page: number;
  readonly pages: number;
  readonly results: readonly Product[];
}

export const perPage = 8;

export const nameOf = (product: Product, code: LanguageCode): string =>
  code === "ar" ? product.name_ar : product.name_en;

export const pageUrl = (page: number, size = perPage): string =>
  `${api.flask}/products/?page=${page}&per_page=${size}`;

/** Asked for at once when a product is looked for: whole pages of the list, below the API's limit of 100. */
const atOnce = perPage * 12;

/** On which page of the list a product is; nothing when it is not among the first two thousand. */
export async function findPage(id: number): Promise<number | undefined> {
  for (let part = 0; part < 20; part += 1) {
    const reply = await send<ProductPage>(pageUrl(part + 1, atOnce));
    if (!reply.ok) return undefined;
    const index = reply.data.results.findIndex((product) => product.id === id);
    if (index !== -1) return Math.floor((part * atOnce + index) / perPage) + 1;
    if (part + 1 >= reply.data.pages) return undefined;
  }
  return undefined;
}
