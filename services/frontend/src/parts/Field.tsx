import { useId, type InputHTMLAttributes, type ReactNode } from "react";

interface Described {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly children: (control: Described) => ReactNode;
}

/** A label, its control, and below it what is wrong or else what is expected. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-describedby": below === undefined ? undefined : `${id}-below`,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {below !== undefined && (
        <p id={`${id}-below`} className={error === undefined ? "hint" : "error"} dir="auto">
          {below}
        </p>
      )}
    </div>
  );
}

type InputProps = Omit<FieldProps, "children"> & InputHTMLAttributes<HTMLInputElement>;

/** A field with one line of text. */
export function TextField({ label, hint, error, ...input }: InputProps) {
  return (
    <Field label={label} {...(hint !== undefined && { hint })} error={error}>
      {(control) => <input {...input} {...control} />}
    </Field>
  );
}
