import { ar } from "./texts/ar.ts";
import { en, type Texts } from "./texts/en.ts";

export type { Texts };

export const texts: Readonly<Record<"ar" | "en", Texts>> = { ar, en };
