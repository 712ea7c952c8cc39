import { useLanguage } from "../language.ts";
import { monthName, type Forecast, type Prediction } from "./forecast.ts";

export function ForecastTable({ forecast: { product, predictions } }: { readonly forecast: Forecast }) {
  const { t, locale, number } = useLanguage();
  const most = Math.max(1, ...predictions.map(({ high }) => high));
  return (
    <table className="forecast">
      <caption>{t.groups[product] ?? product}</caption>
      <thead>
        <tr>
          <th scope="col">{t.month}</th>
          <th scope="col">{t.demand}</th>
          <th scope="col">{t.range}</th>
        </tr>
      </thead>
      <tbody>
        {predictions.map((prediction) => (
          <tr key={prediction.month}>
            <th scope="row">{monthName(prediction.month, locale)}</th>
            <td className="number">{number(prediction.demand)}</td>
            <td>
              <Bar prediction={prediction} most={most} />
              <span className="hint">{t.rangeText(number(prediction.low), number(prediction.high))}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The numbers beside it as a picture: a bar to the expected demand, a paler one from the lowest likely to the highest. */
function Bar({
  prediction: { demand, low, high },
  most,
}: {
  readonly prediction: Prediction;
  readonly most: number;
}) {
  const of = (value: number) => (100 * value) / most;
  return (
    <svg className="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-all" width="100" height="8" />
      <rect className="bar-range" x={of(low)} width={of(high - low)} height="8" />
      <rect className="bar-demand" y="2" width={of(demand)} height="4" />
    </svg>
  );
}
