import { useState } from "react";
import { useLanguage } from "../language.ts";
import type { Reply } from "../reply.ts";
import { Dialog } from "./Dialog.tsx";
import { refusalText } from "./refusal-text.ts";

interface ConfirmProps {
  readonly question: string;
  readonly act: () => Promise<Reply<unknown>>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks before something is deleted. What is gone already counts as deleted. */
export function Confirm({ question, act, onDone, onClose }: ConfirmProps) {
  const language = useLanguage();
  const { t } = language;
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const confirm = async () => {
    if (isBusy) return;
    setBusy(true);
    const reply = await act();
    setBusy(false);
    if (reply.ok || reply.status === 404) onDone();
    else setProblem(refusalText(language, reply));
  };
  return (
    <Dialog role="alertdialog" title={t.remove} onClose={onClose}>
      <p>{question}</p>
      <p role="alert" className="message bad" dir="auto">
        {problem}
      </p>
      <div className="buttons">
        <button type="button" onClick={onClose}>
          {t.cancel}
        </button>
        <button type="button" className="danger" aria-disabled={isBusy} onClick={() => void confirm()}>
          {t.remove}
        </button>
      </div>
    </Dialog>
  );
}
