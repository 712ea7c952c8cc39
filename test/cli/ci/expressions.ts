import { data, Evaluator, Lexer, Parser } from "@actions/expressions";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Contexts that expressions of a workflow may read: `github`, `secrets`, `matrix`, `steps` … */
export type Contexts = Readonly<Record<string, Json>>;

const value = (found: Json): data.ExpressionData => {
  if (found === null) return new data.Null();
  switch (typeof found) {
    case "string":
      return new data.StringData(found);
    case "number":
      return new data.NumberData(found);
    case "boolean":
      return new data.BooleanData(found);
  }
  if (found instanceof Array) return new data.Array(...found.map(value));
  return dictionary(found);
};

const dictionary = (found: Readonly<Record<string, Json>>): data.Dictionary =>
  new data.Dictionary(...Object.entries(found).map(([key, entry]) => ({ key, value: value(entry) })));

/** Results of the steps before; GitHub adds these functions to the language. */
const statusFunctions = (failed: boolean) =>
  Object.entries({ success: !failed, failure: failed, cancelled: false, always: true }).map(
    ([name, result]) => ({
      name,
      minArgs: 0,
      maxArgs: 0,
      call: () => new data.BooleanData(result),
    }),
  );

/** The value of one expression, by GitHub's own implementation of the language. */
export function evaluate(expression: string, contexts: Contexts, failed = false): data.ExpressionData {
  const functions = statusFunctions(failed);
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const byName = new Map(functions.map((definition) => [definition.name, definition]));
  return new Evaluator(parsed, dictionary(contexts), byName).evaluate();
}

/** A text with what stands between `${{` and `}}` evaluated. */
export const fill = (text: string, contexts: Contexts): string =>
  text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression.trim(), contexts).coerceString(),
  );

/**
 * Decides if a job or step with this condition runs. Without one that asks for the status, what follows a failure does
 * not.
 */
export function holds(condition: string | undefined, contexts: Contexts, failed = false): boolean {
  const expression = /^\$\{\{(.*)\}\}$/s.exec(condition ?? "true")?.[1] ?? condition ?? "true";
  const asksForStatus = /\b(success|failure|cancelled|always)\(\)/.test(expression);
  return (asksForStatus || !failed) && truthy(evaluate(expression.trim(), contexts, failed));
}

const truthy = (found: data.ExpressionData): boolean =>
  found instanceof data.BooleanData ? found.value : !["", "0"].includes(found.coerceString());
