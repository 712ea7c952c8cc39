import { useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { useLanguage } from "../language.ts";
import { Icon } from "./Icon.tsx";

interface DialogProps {
  readonly title: string;
  readonly role?: "dialog" | "alertdialog";
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, role = "dialog", onClose, children }: DialogProps) {
  const { t } = useLanguage();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  // A layout effect: its end comes before the element leaves the page, and only then the focus can be given back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      role={role}
      aria-labelledby={id}
      onClose={() => ref.current?.open === false && onClose()}
    >
      <h2 id={id}>{title}</h2>
      {children}
      {/* The last one: the focus begins at the first control of the content. */}
      <button type="button" className="quiet close" aria-label={t.close} onClick={onClose}>
        <Icon name="cross" />
      </button>
    </dialog>
  );
}
