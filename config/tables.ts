/** The keys of a table, as its type knows them. */
export function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): readonly Key[] {
  const keys: Key[] = [];
  for (const key in table) keys.push(key);
  return keys;
}

/**
 * A table out of its rows. TypeScript cannot see that the rows have every key of it, so it is up to the caller: this is
 * the only place where a key's type is claimed.
 */
export const tableOf = <Key extends string, Row>(
  rows: readonly (readonly [string, Row])[],
): Readonly<Record<Key, Row>> => Object.fromEntries(rows) as Record<Key, Row>;

/** A table with a row per key. */
export const fromKeys = <Key extends string, Row>(
  keys: readonly Key[],
  make: (key: Key) => Row,
): Readonly<Record<Key, Row>> => tableOf<Key, Row>(keys.map((key) => [key, make(key)]));

/** A table with the same keys and other rows. */
export const mapTable = <Key extends string, From, To>(
  table: Readonly<Record<Key, From>>,
  make: (row: From, key: Key) => To,
): Readonly<Record<Key, To>> => fromKeys(keysOf(table), (key) => make(table[key], key));

/** The row of a key that may be none of the table's. */
export const rowOf = <Row>(table: Readonly<Record<string, Row>>, key: string): Row | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
