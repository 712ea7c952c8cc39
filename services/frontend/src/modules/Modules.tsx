import { api } from "../config.ts";
import { useLanguage } from "../language.ts";
import { Card } from "../parts/Card.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Loading } from "../parts/Loading.tsx";
import { useJson } from "../parts/use-json.ts";

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
    <Card id="modules" icon="grid" title={t.modules}>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && <Failure status={answer.refusal.status} retry={reload} />}
      {answer.state === "ready" && (
        <ul className="modules">
          {answer.data.results
            .filter(({ enabled }) => enabled)
            .map((module) => (
              <li key={module.key}>{code === "ar" ? module.name_ar : module.name_en}</li>
            ))}
        </ul>
      )}
    </Card>
  );
}
