import type { SelectHTMLAttributes } from "react";

interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "children"> {
  readonly onChoose: (value: string) => void;
  /** Values and what they are called. */
  readonly children: readonly (readonly [value: string, label: string])[];
}

export function Select({ onChoose, children, ...select }: SelectProps) {
  return (
    <select {...select} onChange={({ target }) => onChoose(target.value)}>
      {children.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
