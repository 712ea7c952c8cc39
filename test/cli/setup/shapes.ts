/** The type of a property, as far as both an npm package and a plugin know it. */
export type Shape = string | { readonly list: Shape } | { readonly map: Shape } | { readonly object: Fields };

/** Properties by name; an input that may be left out has a question mark. */
export type Fields = Readonly<Record<string, Shape>>;
