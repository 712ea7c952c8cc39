import { useLanguage } from "../language.ts";

export function Loading() {
  const { t } = useLanguage();
  return (
    <p role="status" className="loading">
      {t.loading}
    </p>
  );
}
