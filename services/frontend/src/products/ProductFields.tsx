import { useLanguage } from "../language.ts";
import { Field, TextField } from "../parts/Field.tsx";
import { Select } from "../parts/Select.tsx";
import type { Errors, Values } from "./check.ts";

interface ProductFieldsProps {
  readonly values: Values;
  readonly errors: Errors;
  readonly onChange: (change: Partial<Values>) => void;
}

export function ProductFields({ values, errors, onChange }: ProductFieldsProps) {
  const { t } = useLanguage();
  const field = (name: keyof Values) => ({
    name,
    value: values[name],
    error: errors[name],
    autoComplete: "off",
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      onChange({ [name]: target.value }),
  });
  // A unit of another program's making stays as it is.
  const units = new Set([...Object.keys(t.units), values.unit]);
  return (
    <div className="fields">
      <TextField {...field("name_ar")} label={t.nameAr} lang="ar" dir="rtl" />
      <TextField {...field("name_en")} label={t.nameEn} lang="en" dir="ltr" />
      <TextField {...field("sku")} label={t.sku} hint={t.skuRule} dir="ltr" spellCheck={false} />
      <Field label={t.unit} error={errors.unit}>
        {(control) => (
          <Select {...control} name="unit" value={values.unit} onChoose={(unit) => onChange({ unit })}>
            {[...units].map((unit) => [unit, t.units[unit] ?? unit])}
          </Select>
        )}
      </Field>
      <TextField {...field("quantity")} label={t.quantity} inputMode="decimal" dir="ltr" />
      <TextField {...field("price")} label={t.price} inputMode="decimal" dir="ltr" />
    </div>
  );
}
