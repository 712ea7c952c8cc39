/**
 * Text that is safe in a configuration. Only this file makes it: from literals of the source (`conf`) and from values
 * that meet a rule (`checked`). A plain string does not fit, so nothing gets in unchecked.
 */
export class Text {
  readonly #content: string;

  constructor(content: string, key: typeof maker) {
    if (key !== maker) throw new Error("nginx text is made by `conf` and `checked` only");
    this.#content = content;
  }

  toString(): string {
    return this.#content;
  }
}

/** Known to this file alone. */
const maker = Symbol("maker of nginx text");

/** A value that matches `pattern`, or an error that says where it stands and what was expected. */
export function checked(where: string, found: string, pattern: RegExp, expectation: string): Text {
  if (!pattern.test(found)) throw new Error(`nginx.${where}: ${expectation}`);
  return new Text(found, maker);
}

/** Configuration text with checked values in it. Backslashes stand for themselves, as in nginx's own files. */
export const conf = ({ raw }: TemplateStringsArray, ...values: readonly Text[]): Text =>
  new Text(raw.map((literal, index) => `${literal}${values[index]?.toString() ?? ""}`).join(""), maker);

/** Several directives, one a line. */
export const lines = (...parts: readonly Text[]): Text =>
  new Text(
    parts
      .map(String)
      .filter((part) => part !== "")
      .join("\n"),
    maker,
  );

/** Values between spaces. */
export const words = (parts: readonly Text[]): Text => new Text(parts.map(String).join(" "), maker);

/** `head { body }`, indented. */
export function block(head: Text, ...body: readonly Text[]): Text {
  const inner = String(lines(...body)).replace(/^(?=.)/gm, "    ");
  return new Text(`${String(head)} {\n${inner}\n}`, maker);
}

/**
 * As a quoted argument. Backslash, quote, dollar and line break are the characters with a meaning inside nginx's
 * quotes.
 */
export function quoted(text: Text): Text {
  const content = String(text);
  if (content.includes("$"))
    throw new Error(`nginx: ${JSON.stringify(content)} has a $, which cannot be quoted`);
  return new Text(
    `"${content.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`,
    maker,
  );
}
