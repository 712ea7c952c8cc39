import { useState } from "react";
import { api } from "../config.ts";
import { useLanguage } from "../language.ts";
import { Card } from "../parts/Card.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Loading } from "../parts/Loading.tsx";
import { refusalText } from "../parts/refusal-text.ts";
import { useJson } from "../parts/use-json.ts";
import { json, send, type Reply } from "../reply.ts";
import type { Forecast, Wish } from "./forecast.ts";
import { ForecastForm } from "./ForecastForm.tsx";
import { ForecastTable } from "./ForecastTable.tsx";

export function Forecasts() {
  const language = useLanguage();
  const { t } = language;
  const [model, reload] = useJson<{ readonly products: readonly string[] }>(`${api.ml}/health`);
  const [reply, setReply] = useState<Reply<Forecast>>();
  const [isBusy, setBusy] = useState(false);
  const ask = async (wish: Wish) => {
    setBusy(true);
    setReply(await send<Forecast>(`${api.ml}/predict`, json("POST", wish)));
    setBusy(false);
  };
  return (
    <Card id="forecast" icon="chart" title={t.forecast} hint={t.forecastHint}>
      {model.state === "loading" && <Loading />}
      {model.state === "failed" && <Failure status={model.refusal.status} retry={reload} />}
      {model.state === "ready" && (
        <ForecastForm products={model.data.products} isBusy={isBusy} onAsk={(wish) => void ask(wish)} />
      )}
      <div aria-live="polite" aria-busy={isBusy}>
        {reply === undefined ? (
          <p className="empty">{t.noForecast}</p>
        ) : reply.ok ? (
          <ForecastTable forecast={reply.data} />
        ) : (
          <p className="message bad" dir="auto">
            {refusalText(language, reply)}
          </p>
        )}
      </div>
    </Card>
  );
}
