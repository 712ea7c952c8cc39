import { useRef, useState, type SubmitEvent } from "react";
import { api } from "../config.ts";
import { useLanguage } from "../language.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { refusalText } from "../parts/refusal-text.ts";
import { json, type Reply } from "../reply.ts";
import { useSession } from "../session/use-session.ts";
import { changes, check, cleaned, emptyValues, type Errors, type Values } from "./check.ts";
import { nameOf, type Product } from "./product.ts";
import { ProductFields } from "./ProductFields.tsx";

interface ProductDialogProps {
  /** Nothing for a new one. */
  readonly product?: Product;
  readonly onSaved: (product: Product) => void;
  readonly onClose: () => void;
}

export function ProductDialog({ product, onSaved, onClose }: ProductDialogProps) {
  const language = useLanguage();
  const { t, code } = language;
  const { session } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Values>(product ?? emptyValues);
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);

  const show = (found: Errors, other = "") => {
    setErrors(found);
    setProblem(other);
    const controls = form.current?.querySelectorAll<HTMLElement>("[name]") ?? [];
    [...controls].find((control) => (control.getAttribute("name") ?? "") in found)?.focus();
  };

  const save = (wanted: Values): Promise<Reply<Product>> =>
    product === undefined
      ? session.send(`${api.flask}/products/`, json("POST", wanted))
      : session.send(`${api.flask}/products/${product.id}`, json("PATCH", changes(wanted, product)));

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const wanted = cleaned(values);
    const found = check(wanted, language);
    show(found);
    if (Object.keys(found).length > 0) return;
    if (product !== undefined && Object.keys(changes(wanted, product)).length === 0) return onClose();
    setBusy(true);
    const reply = await save(wanted);
    setBusy(false);
    if (reply.ok) onSaved(reply.data);
    else if (reply.status === 409) show({ sku: t.skuTaken });
    else if (reply.fields !== undefined) show(reply.fields);
    else show({}, refusalText(language, reply));
  };

  return (
    <Dialog title={product === undefined ? t.add : t.editOf(nameOf(product, code))} onClose={onClose}>
      <form ref={form} noValidate onSubmit={(event) => void submit(event)}>
        <ProductFields
          values={values}
          errors={errors}
          onChange={(change) => setValues((current) => ({ ...current, ...change }))}
        />
        <p role="alert" className="message bad" dir="auto">
          {problem}
        </p>
        <div className="buttons">
          <button type="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" className="main" aria-disabled={isBusy}>
            {isBusy ? t.saving : t.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
