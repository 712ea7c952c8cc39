import { useLanguage } from "../language.ts";
import { Icon } from "../parts/Icon.tsx";
import { nameOf, type Product } from "./product.ts";

interface ProductTableProps {
  readonly products: readonly Product[];
  /** The product that was just saved. */
  readonly fresh: number | undefined;
  /** Nothing for who may only read. */
  readonly onEdit?: (product: Product) => void;
  readonly onRemove?: (product: Product) => void;
}

/** On a narrow screen each row becomes a block; the roles say to assistive technology that it stays a table. */
export function ProductTable({ products, fresh, onEdit, onRemove }: ProductTableProps) {
  const { t, code, number } = useLanguage();
  const columns = [t.name, t.sku, t.unit, t.quantity, t.price, ...(onEdit && onRemove ? [t.actions] : [])];
  return (
    <table role="table" className="products" aria-labelledby="products-title">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {products.map((product) => {
          const name = nameOf(product, code);
          return (
            <tr
              key={product.id}
              role="row"
              data-sku={product.sku}
              className={product.id === fresh ? "fresh" : undefined}
            >
              <th role="rowheader" scope="row">
                {name}
              </th>
              <td role="cell" data-label={t.sku}>
                <code dir="ltr">{product.sku}</code>
              </td>
              <td role="cell" data-label={t.unit}>
                {t.units[product.unit] ?? product.unit}
              </td>
              <td role="cell" data-label={t.quantity} className="number">
                {number(product.quantity)}
              </td>
              <td role="cell" data-label={t.price} className="number">
                {number(product.price, 2)}
              </td>
              {onEdit && onRemove && (
                <td role="cell" className="row-tools">
                  <button
                    type="button"
                    className="quiet"
                    aria-label={t.editOf(name)}
                    title={t.edit}
                    onClick={() => onEdit(product)}
                  >
                    <Icon name="pencil" />
                  </button>
                  <button
                    type="button"
                    className="quiet"
                    aria-label={t.removeOf(name)}
                    title={t.remove}
                    onClick={() => onRemove(product)}
                  >
                    <Icon name="bin" />
                  </button>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
