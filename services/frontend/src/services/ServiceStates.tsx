import { api } from "../config.ts";
import { useLanguage } from "../language.ts";
import { useJson } from "../parts/use-json.ts";

const services = [
  { key: "django", url: `${api.django}/health/` },
  { key: "flask", url: `${api.flask}/health` },
  { key: "ml", url: `${api.ml}/health` },
  { key: "ai", url: `${api.ai}/health` },
] as const;

export const pollMilliseconds = 15_000;

export function ServiceStates() {
  const { t } = useLanguage();
  return (
    <section className="hero" aria-labelledby="services">
      <h2 id="services">{t.services}</h2>
      <ul className="services">
        {services.map(({ key, url }) => (
          <ServiceState key={key} name={t[key]} service={key} url={url} />
        ))}
      </ul>
    </section>
  );
}

interface ServiceStateProps {
  readonly name: string;
  readonly service: string;
  readonly url: string;
}

function ServiceState({ name, service, url }: ServiceStateProps) {
  const { t } = useLanguage();
  const [answer] = useJson<unknown>(url, { interval: pollMilliseconds });
  const state = { loading: "checking", ready: "healthy", failed: "unhealthy" } as const;
  return (
    <li className={`service ${state[answer.state]}`} data-service={service} data-state={state[answer.state]}>
      <span className="lamp" aria-hidden="true" />
      <strong>{name}</strong>
      <span role="status">{t[state[answer.state]]}</span>
    </li>
  );
}
