import { useState } from "react";
import { api } from "../config.ts";
import { useLanguage } from "../language.ts";
import { Card, useTitleFocus } from "../parts/Card.tsx";
import { Confirm } from "../parts/Confirm.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Loading } from "../parts/Loading.tsx";
import { useJson } from "../parts/use-json.ts";
import { may } from "../session/role.ts";
import { useSession } from "../session/use-session.ts";
import { Pages } from "./Pages.tsx";
import { findPage, nameOf, pageUrl, type Product, type ProductPage } from "./product.ts";
import { ProductDialog } from "./ProductDialog.tsx";
import { ProductTable } from "./ProductTable.tsx";

type Open = { readonly act: "add" } | { readonly act: "edit" | "remove"; readonly product: Product };

export function Products() {
  const { t, code } = useLanguage();
  const { session, state } = useSession();
  const [page, setPage] = useState(1);
  const [open, setOpen] = useState<Open>();
  const [done, setDone] = useState("");
  const [fresh, setFresh] = useState<number>();
  const [removed, setRemoved] = useState<number>();
  useTitleFocus("products", removed);
  const [answer, reload] = useJson<ProductPage>(pageUrl(page));
  const mayEdit = may(state, "editor");

  // The last one of the last page is gone.
  if (answer.state === "ready" && answer.data.page === page) {
    const last = Math.max(1, answer.data.pages);
    if (page > last) setPage(last);
  }

  const close = () => setOpen(undefined);
  const start = (next: Open) => {
    setDone("");
    setOpen(next);
  };
  const saved = async (product: Product, text: (name: string) => string) => {
    close();
    setDone(text(nameOf(product, code)));
    setFresh(product.id);
    const found = await findPage(product.id);
    if (found !== undefined) setPage(found);
    reload();
  };

  return (
    <Card
      id="products"
      icon="box"
      title={t.products}
      {...(state.kind === "in" && !mayEdit && { hint: t.readOnly })}
      tools={
        mayEdit && (
          <button type="button" className="main" onClick={() => start({ act: "add" })}>
            <Icon name="plus" />
            {t.add}
          </button>
        )
      }
    >
      <p role="status" className="message good">
        {done}
      </p>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && <Failure status={answer.refusal.status} retry={reload} />}
      {answer.state === "ready" && (
        <>
          {answer.data.count === 0 && <p className="empty">{t.noProducts}</p>}
          <ProductTable
            products={answer.data.results}
            fresh={fresh}
            {...(mayEdit && {
              onEdit: (product) => start({ act: "edit", product }),
              onRemove: (product) => start({ act: "remove", product }),
            })}
          />
          <Pages page={page} pages={answer.data.pages} count={answer.data.count} onTurn={setPage} />
        </>
      )}
      {mayEdit && open?.act === "add" && (
        <ProductDialog onClose={close} onSaved={(product) => void saved(product, t.added)} />
      )}
      {mayEdit && open?.act === "edit" && (
        <ProductDialog
          product={open.product}
          onClose={close}
          onSaved={(product) => void saved(product, t.changed)}
        />
      )}
      {mayEdit && open?.act === "remove" && (
        <Confirm
          question={t.removeQuestion(nameOf(open.product, code))}
          act={() => session.send(`${api.flask}/products/${open.product.id}`, { method: "DELETE" })}
          onClose={close}
          onDone={() => {
            close();
            setDone(t.removed(nameOf(open.product, code)));
            setRemoved(open.product.id);
            reload();
          }}
        />
      )}
    </Card>
  );
}
