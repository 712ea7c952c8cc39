import { handTunedText } from "./hand-tuned.ts";
import { ownText } from "./own.ts";
import { sourceDocumentText } from "./source-document.ts";

/** The configurations that are measured, by what tables call them. */
export const sides = {
  gaara: "this program",
  source: "the source document's file",
  tuned: "a hand-tuned file",
} as const;

export type Side = keyof typeof sides;

/** The text of a side for a load over HTTPS, or over plain HTTP, which a stack then serves as well. */
export function textOf(side: Side, tls: boolean): string {
  switch (side) {
    case "gaara":
      return ownText(tls);
    case "source":
      return sourceDocumentText;
    case "tuned":
      return handTunedText;
    default:
      return side satisfies never;
  }
}
