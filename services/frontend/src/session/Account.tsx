import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../language.ts";
import { Icon } from "../parts/Icon.tsx";
import { LogIn } from "./LogIn.tsx";
import { roleOf } from "./role.ts";
import { useSession } from "./use-session.ts";

/** Logs in and out. The focus moves along: the button that had it is no longer there. */
export function Account() {
  const { t } = useLanguage();
  const { session, state } = useSession();
  const [isAsking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(state.kind);
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isLost && before.current !== "restoring" && before.current !== state.kind) button.current?.focus();
    before.current = state.kind;
  }, [state.kind]);
  if (state.kind === "restoring") return null;
  if (state.kind === "in") {
    const role = t.roles[roleOf(state.user)];
    return (
      <>
        <span className="user" title={`${t.loggedInAs} ${state.user.username} (${role})`}>
          <Icon name="user" />
          <span className="unseen">{t.loggedInAs}</span> <bdi>{state.user.username}</bdi>
          <span className="unseen"> ({role})</span>
        </span>
        <button key="out" ref={button} type="button" onClick={() => void session.logOut()}>
          {t.logOut}
        </button>
      </>
    );
  }
  return (
    <>
      <button key="in" ref={button} type="button" className="main" onClick={() => setAsking(true)}>
        {t.logIn}
      </button>
      {isAsking && <LogIn onClose={() => setAsking(false)} />}
    </>
  );
}
