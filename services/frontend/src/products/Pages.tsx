import { useLanguage } from "../language.ts";

interface PagesProps {
  readonly page: number;
  readonly pages: number;
  readonly count: number;
  readonly onTurn: (page: number) => void;
}

export function Pages({ page, pages, count, onTurn }: PagesProps) {
  const { t, number } = useLanguage();
  return (
    <nav className="pages" aria-label={t.products}>
      <button type="button" disabled={page <= 1} onClick={() => onTurn(page - 1)}>
        {t.previous}
      </button>
      <span role="status">
        {t.page(number(page), number(Math.max(1, pages)))} · {t.count(count, number(count))}
      </span>
      <button type="button" disabled={page >= pages} onClick={() => onTurn(page + 1)}>
        {t.next}
      </button>
    </nav>
  );
}
