/** A change of one line of a service's source. */
export interface SourceLine {
  /** The file, in the service's folder. */
  readonly file: string;
  readonly line: string;
  /** Layers that are made of this source, and so have to be built again. */
  readonly layers: number;
}

/** One line of each service that has a source. */
export const sourceLines: Readonly<Record<string, SourceLine>> = {
  django: { file: "gaara_erp/views.py", line: "# changed", layers: 1 },
  flask: { file: "src/products.py", line: "# changed", layers: 1 },
  // The model is trained by the source: a second layer.
  ml: { file: "src/app.py", line: "# changed", layers: 2 },
  ai: { file: "src/app.py", line: "# changed", layers: 1 },
  // The source, the compiled page, and the page in its image.
  frontend: { file: "src/main.tsx", line: "// changed", layers: 3 },
};
