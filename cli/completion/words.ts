import { groups, kebab, type VerbWords } from "../verb-words.ts";

/** Something that can be typed next, and what it is. */
export interface Candidate {
  readonly word: string;
  readonly summary: string;
}

/** Words that can follow some words of the command line. */
export interface Place {
  /** The words so far, without those that stand for a value: "", `staging`, `staging up`. */
  readonly words: string;
  readonly candidates: readonly Candidate[];
}

/** Options after which the name of a stack comes, wherever they are. */
export const stackOptions: readonly string[] = ["--stack", "--from"];

/** Every place of the command line, the empty one first. */
export function placesOf(verbs: readonly VerbWords[]): readonly Place[] {
  const places = new Map<string, Map<string, string>>();
  const at = (place: string) => {
    const known = places.get(place) ?? new Map<string, string>();
    places.set(place, known);
    return known;
  };
  const offer = (place: string, word: string, summary: string) => at(place).set(word, summary);
  for (const verb of verbs) {
    const [first = "", second] = verb.name.split(" ");
    if (second === undefined) offer("", first, verb.summary);
    else {
      if (groups[first] !== undefined) offer("", first, groups[first]);
      offer(first, second, verb.summary);
    }
    // A verb that offers nothing is a place too: what comes after it is no verb.
    at(verb.name);
    for (const { choices = [], words } of Object.values(verb.arguments))
      for (const choice of choices) offer(verb.name, choice, words);
    for (const [key, { words }] of Object.entries(verb.options)) offer(verb.name, `--${kebab(key)}`, words);
    if (verb.passThrough !== "help") offer(verb.name, "--help", "shows the help of the verb");
  }
  return [...places].map(([words, candidates]) => ({
    words,
    candidates: [...candidates].map(([word, summary]) => ({ word, summary })),
  }));
}
