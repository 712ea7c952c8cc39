import { useState, type KeyboardEvent, type SubmitEvent } from "react";
import { useLanguage } from "../language.ts";
import { Field } from "../parts/Field.tsx";

interface ComposerProps {
  readonly isOff: boolean;
  readonly isBusy: boolean;
  readonly onSend: (text: string) => Promise<boolean>;
}

export function Composer({ isOff, isBusy, onSend }: ComposerProps) {
  const { t } = useLanguage();
  const [text, setText] = useState("");
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isOff || isBusy || text.trim() === "") return;
    setText("");
    if (!(await onSend(text.trim()))) setText((newer) => (newer === "" ? text : newer));
  };
  const sendByEnter = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While letters are being composed Enter chooses one of them.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <form className="composer" onSubmit={(event) => void submit(event)}>
      <Field label={t.question} hint={t.questionHint}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            dir="auto"
            maxLength={4000}
            disabled={isOff}
            value={text}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={sendByEnter}
          />
        )}
      </Field>
      <button type="submit" className="main" disabled={isOff} aria-disabled={isBusy}>
        {t.send}
      </button>
    </form>
  );
}
