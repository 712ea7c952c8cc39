import { useLanguage } from "../language.ts";
import { useSession } from "./use-session.ts";

/** Why somebody who was logged in no longer is. */
export function SessionNotice() {
  const { t } = useLanguage();
  const { session, state } = useSession();
  if (state.kind !== "out" || state.reason === undefined) return null;
  return (
    <p role="alert" className="message warning">
      {state.reason === "ended" ? (
        t.sessionEnded
      ) : (
        <>
          <span>{t.sessionUnreachable}</span>
          <button type="button" onClick={() => void session.restore()}>
            {t.retry}
          </button>
        </>
      )}
    </p>
  );
}
