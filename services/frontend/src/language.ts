import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { texts, type Texts } from "./texts.ts";

export type LanguageCode = "ar" | "en";

export interface Language {
  readonly code: LanguageCode;
  /** For Intl: which digits and names of months. */
  readonly locale: string;
  readonly t: Texts;
  /** A decimal text is written digit by digit, never rounded through a binary fraction. */
  readonly number: (value: number | string, fractionDigits?: number) => string;
  readonly toggle: () => void;
}

const key = "gaara-language";

const initial = (): LanguageCode => {
  const stored = localStorage.getItem(key);
  if (stored === "ar" || stored === "en") return stored;
  return navigator.language.startsWith("ar") || !navigator.language.startsWith("en") ? "ar" : "en";
};

/** The page's language, kept in this browser; it also sets the direction of the whole document. */
export function useLanguageState(): Language {
  const [code, setCode] = useState<LanguageCode>(initial);
  useEffect(() => {
    document.documentElement.lang = code;
    document.documentElement.dir = code === "ar" ? "rtl" : "ltr";
    localStorage.setItem(key, code);
  }, [code]);
  return useMemo(() => {
    const locale = code === "ar" ? "ar-EG" : "en";
    return {
      code,
      locale,
      t: texts[code],
      number: (value, fractionDigits = 0) =>
        new Intl.NumberFormat(locale, {
          minimumFractionDigits: fractionDigits,
          maximumFractionDigits: Math.max(fractionDigits, 3),
        }).format(value as Intl.StringNumericLiteral),
      toggle: () => setCode(code === "ar" ? "en" : "ar"),
    };
  }, [code]);
}

export const LanguageContext = createContext<Language | undefined>(undefined);

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === undefined) throw new Error("useLanguage: expected a LanguageContext around the component");
  return language;
}
