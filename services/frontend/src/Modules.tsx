import { api } from "./config.ts";
import { Failure } from "./Failure.tsx";
import { useLanguage } from "./language.ts";
import { useJson } from "./use-json.ts";

interface Module {
  readonly key: string;
  readonly name_ar: string;
  readonly name_en: string;
  readonly enabled: boolean;
}

export function Modules() {
  const { t, code } = useLanguage();
  const [answer, reload] = useJson<{ readonly results: readonly Module[] }>(`${api.django}/modules/`);
  return (
    <section aria-labelledby="modules">
      <h2 id="modules">{t.modules}</h2>
      {answer.state === "loading" && <p>{t.loading}</p>}
      {answer.state === "failed" && <Failure status={answer.status} retry={reload} />}
      {answer.state === "ready" && (
        <ul className="modules">
          {answer.data.results
            .filter(({ enabled }) => enabled)
            .map((module) => (
              <li key={module.key}>{code === "ar" ? module.name_ar : module.name_en}</li>
            ))}
        </ul>
      )}
    </section>
  );
}
