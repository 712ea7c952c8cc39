import { useLanguage } from "../language.ts";

/** Says that something could not be loaded, and offers to try again. */
export function Failure({
  status,
  retry,
}: {
  readonly status: number | undefined;
  readonly retry: () => void;
}) {
  const { t } = useLanguage();
  return (
    <p role="alert" className="message bad">
      <span>
        {t.failed} {status !== undefined && <bdi>({status})</bdi>}
      </span>
      <button type="button" onClick={retry}>
        {t.retry}
      </button>
    </p>
  );
}
