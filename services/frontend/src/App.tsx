import { api } from "./config.ts";
import { LanguageContext, useLanguageState } from "./language.ts";
import { Modules } from "./Modules.tsx";
import { Products } from "./Products.tsx";
import { ServiceStates } from "./ServiceStates.tsx";
import { useJson } from "./use-json.ts";

export function App() {
  const language = useLanguageState();
  const { t, toggle } = language;
  const [about] = useJson<{ version: string }>(`${api.django}/`);
  return (
    <LanguageContext value={language}>
      <header className="top">
        <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width="40" height="40" />
        <div>
          <h1>Gaara ERP</h1>
          <p>{t.subtitle}</p>
        </div>
        <button
          type="button"
          className="language"
          onClick={toggle}
          lang={language.code === "ar" ? "en" : "ar"}
        >
          {t.otherLanguage}
        </button>
      </header>
      <main>
        <ServiceStates />
        <Products />
        <Modules />
      </main>
      <footer>
        {about.state === "ready" && (
          <span>
            {t.version} <bdi>{about.data.version}</bdi>
          </span>
        )}
      </footer>
    </LanguageContext>
  );
}
