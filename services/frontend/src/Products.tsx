import { useState } from "react";
import { api } from "./config.ts";
import { Failure } from "./Failure.tsx";
import { useLanguage } from "./language.ts";
import { useJson } from "./use-json.ts";

interface Product {
  readonly id: number;
  readonly sku: string;
  readonly name_ar: string;
  readonly name_en: string;
  readonly unit: string;
  readonly quantity: string;
  readonly price: string;
}

interface Page {
  readonly count: number;
  readonly pages: number;
  readonly results: readonly Product[];
}

const perPage = 8;

export function Products() {
  const { t, number } = useLanguage();
  const [page, setPage] = useState(1);
  const [answer, reload] = useJson<Page>(`${api.flask}/products/?page=${page}&per_page=${perPage}`);
  return (
    <section aria-labelledby="products">
      <h2 id="products">{t.products}</h2>
      {answer.state === "loading" && <p>{t.loading}</p>}
      {answer.state === "failed" && <Failure status={answer.status} retry={reload} />}
      {answer.state === "ready" && (
        <>
          <ProductTable products={answer.data.results} />
          <nav aria-label={t.products}>
            <button type="button" disabled={page <= 1} onClick={() => setPage(page - 1)}>
              {t.previous}
            </button>
            <span>
              {t.page(number(page), number(answer.data.pages))} · {t.count(number(answer.data.count))}
            </span>
            <button type="button" disabled={page >= answer.data.pages} onClick={() => setPage(page + 1)}>
              {t.next}
            </button>
          </nav>
        </>
      )}
    </section>
  );
}

function ProductTable({ products }: { readonly products: readonly Product[] }) {
  const { t, code, number } = useLanguage();
  return (
    <div className="scroll">
      <table aria-labelledby="products">
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            <th scope="col">{t.sku}</th>
            <th scope="col">{t.unit}</th>
            <th scope="col" className="number">
              {t.quantity}
            </th>
            <th scope="col" className="number">
              {t.price}
            </th>
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <tr key={product.id}>
              <th scope="row">{code === "ar" ? product.name_ar : product.name_en}</th>
              <td>
                <code dir="ltr">{product.sku}</code>
              </td>
              <td>{t.units[product.unit] ?? product.unit}</td>
              <td className="number">{number(Number(product.quantity))}</td>
              <td className="number">{number(Number(product.price), 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
