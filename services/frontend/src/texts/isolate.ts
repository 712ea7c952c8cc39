/** A name of whatever direction inside a sentence of another, by Unicode's own marks; what is around it keeps its order. */
export const isolate = (name: string): string => `\u2068${name}\u2069`;
