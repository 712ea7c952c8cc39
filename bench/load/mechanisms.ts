/** A way in which a stack changes while it serves. */
export interface Mechanism {
  readonly name: string;
  /** Settings that take turns; each turn is a change. */
  readonly settings: readonly Readonly<Record<string, unknown>>[];
}

export const mechanisms: readonly Mechanism[] = [
  { name: "new containers", settings: [{ "gaara:appVersion": "12.0.1" }, {}] },
  { name: "reload alone", settings: [{ "gaara:bodyLimit": "101M" }, {}] },
  { name: "scaling up and down", settings: [{ "gaara:replicas": { flask: 2 } }, {}] },
];
