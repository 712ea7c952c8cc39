import { api } from "./config.ts";
import { Assistant } from "./assistant/Assistant.tsx";
import { Files } from "./files/Files.tsx";
import { Forecasts } from "./forecast/Forecasts.tsx";
import { LanguageContext, useLanguageState } from "./language.ts";
import { Modules } from "./modules/Modules.tsx";
import { useJson } from "./parts/use-json.ts";
import { Products } from "./products/Products.tsx";
import { ServiceStates } from "./services/ServiceStates.tsx";
import { SessionNotice } from "./session/SessionNotice.tsx";
import { useSession } from "./session/use-session.ts";
import { Top } from "./Top.tsx";

export function App() {
  const language = useLanguageState();
  const { t } = language;
  const { state } = useSession();
  const [about] = useJson<{ version: string }>(`${api.django}/`);
  return (
    <LanguageContext value={language}>
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <Top />
      <main id="main" tabIndex={-1}>
        <SessionNotice />
        <ServiceStates />
        <Products />
        <Forecasts />
        <Assistant />
        {state.kind === "in" && <Files />}
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
