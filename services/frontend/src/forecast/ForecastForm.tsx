import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../language.ts";
import { Field } from "../parts/Field.tsx";
import { Select } from "../parts/Select.tsx";
import { monthName, monthText, nextMonth, periods, type Wish } from "./forecast.ts";

interface ForecastFormProps {
  readonly products: readonly string[];
  readonly isBusy: boolean;
  readonly onAsk: (wish: Wish) => void;
}

export function ForecastForm({ products, isBusy, onAsk }: ForecastFormProps) {
  const { t, locale, number } = useLanguage();
  const [product, setProduct] = useState(products[0] ?? "");
  const [{ year, month }, setStart] = useState(nextMonth);
  const [count, setCount] = useState(6);
  const thisYear = new Date().getFullYear();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isBusy) onAsk({ product, month: monthText(year, month), months: count });
  };
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  const years = Array.from({ length: 6 }, (_, index) => thisYear + index);
  return (
    <form className="forecast-form" onSubmit={submit}>
      <Field label={t.goods}>
        {(control) => (
          <Select {...control} value={product} onChoose={setProduct}>
            {products.map((key) => [key, t.groups[key] ?? key])}
          </Select>
        )}
      </Field>
      {/* Two lists: a month field of the browser would be in the browser's language, and some have none. */}
      <fieldset>
        <legend>{t.from}</legend>
        <Select
          aria-label={t.month}
          value={String(month)}
          onChoose={(value) => setStart({ year, month: Number(value) })}
        >
          {months.map((index) => [String(index), monthName(monthText(year, index), locale, false)])}
        </Select>
        <Select
          aria-label={t.year}
          value={String(year)}
          onChoose={(value) => setStart({ month, year: Number(value) })}
        >
          {years.map((value) => [
            String(value),
            new Intl.NumberFormat(locale, { useGrouping: false }).format(value),
          ])}
        </Select>
      </fieldset>
      <Field label={t.period}>
        {(control) => (
          <Select {...control} value={String(count)} onChoose={(value) => setCount(Number(value))}>
            {periods.map((value) => [String(value), t.months(value, number(value))])}
          </Select>
        )}
      </Field>
      <button type="submit" className="main" aria-disabled={isBusy}>
        {isBusy ? t.predicting : t.predict}
      </button>
    </form>
  );
}
