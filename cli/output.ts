/** A verb's output. Standard output carries its result, standard error everything that is said on the way. */
export interface Output {
  /** Writes a line for people: to standard output, or to standard error where `--json` keeps that for its document. */
  readonly line: (text: string) => void;
  /** Writes a line to standard error. */
  readonly error: (text: string) => void;
  /**
   * Writes the document that `--json` asks for, the only thing that standard output then carries.
   *
   * @throws when the verb was not asked for JSON, or has written its document already
   */
  readonly json: (document: unknown) => void;
}

/** The two streams of a process, or what stands in for them in a test. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const ownStreams: Streams = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** The output of one call of a verb. */
export interface CallOutput extends Output {
  /** Tells if standard output still lacks the document that `--json` asks for. */
  readonly owesDocument: () => boolean;
}

/** @param asJson - the verb was called with `--json` */
export function callOutput(asJson: boolean, { out, err }: Streams = ownStreams): CallOutput {
  let owed = asJson;
  const error = (text: string) => err(`${text}\n`);
  return {
    error,
    line: asJson ? error : (text) => out(`${text}\n`),
    json(document) {
      if (!owed) throw new Error(`${asJson ? "only one" : "no"} JSON document was asked for`);
      owed = false;
      out(`${JSON.stringify(document, undefined, 2)}\n`);
    },
    owesDocument: () => owed,
  };
}
