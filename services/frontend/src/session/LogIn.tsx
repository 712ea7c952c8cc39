import { useState, type SubmitEvent } from "react";
import { useLanguage } from "../language.ts";
import { Dialog } from "../parts/Dialog.tsx";
import { TextField } from "../parts/Field.tsx";
import { refusalText } from "../parts/refusal-text.ts";
import { useSession } from "./use-session.ts";

export function LogIn({ onClose }: { readonly onClose: () => void }) {
  const language = useLanguage();
  const { t } = language;
  const { session } = useSession();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [missing, setMissing] = useState<readonly string[]>([]);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name));
    const empty = ["username", "password"].filter((name) => text(name) === "");
    setMissing(empty);
    setProblem("");
    if (empty[0] !== undefined) return form.querySelector<HTMLInputElement>(`[name=${empty[0]}]`)?.focus();
    setBusy(true);
    const reply = await session.logIn(text("username"), text("password"));
    setBusy(false);
    if (reply.ok) return onClose();
    setProblem(logInText(reply.status) ?? refusalText(language, reply));
    form.querySelector<HTMLInputElement>("[name=password]")?.select();
  };
  const logInText = (status?: number) =>
    status === 401 ? t.wrongLogIn : status === 429 ? t.tooManyLogIns : undefined;
  const errorOf = (name: string) => (missing.includes(name) ? t.required : undefined);
  return (
    <Dialog title={t.logIn} onClose={onClose}>
      {/* The browser's own messages would come in the browser's language. */}
      <form noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={t.username}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          error={errorOf("username")}
          dir="auto"
        />
        <TextField
          label={t.password}
          name="password"
          type="password"
          autoComplete="current-password"
          error={errorOf("password")}
          dir="ltr"
        />
        <p role="alert" className="message bad" dir="auto">
          {problem}
        </p>
        <div className="buttons">
          <button type="submit" className="main" aria-disabled={isBusy}>
            {t.logIn}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
