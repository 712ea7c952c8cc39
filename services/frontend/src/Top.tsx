import { useLanguage } from "./language.ts";
import { Account } from "./session/Account.tsx";
import { useSession } from "./session/use-session.ts";

/** The bar that stays above the page: name, sections, language, log-in. */
export function Top() {
  const { t, code, toggle } = useLanguage();
  const { state } = useSession();
  return (
    <header className="top">
      <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width="40" height="40" />
      <div className="brand">
        <h1>Gaara ERP</h1>
        <p>{t.subtitle}</p>
      </div>
      <nav className="sections" aria-label={t.sections}>
        <a href="#products">{t.products}</a>
        <a href="#forecast">{t.forecast}</a>
        <a href="#assistant">{t.assistant}</a>
        {state.kind === "in" && <a href="#files">{t.files}</a>}
        <a href="#modules">{t.modules}</a>
      </nav>
      <div className="account">
        <button type="button" className="quiet" onClick={toggle} lang={code === "ar" ? "en" : "ar"}>
          {t.otherLanguage}
        </button>
        <Account />
      </div>
    </header>
  );
}
