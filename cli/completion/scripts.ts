import { stackOptions, type Place } from "./words.ts";

export type Shell = "bash" | "zsh" | "fish";

/** The completion script of a shell, for its start-up file: `eval "$(gaara completion bash)"`. */
export const completionScript = (shell: Shell, places: readonly Place[]): string =>
  ({ bash, zsh, fish })[shell](places);

/** A text as a POSIX shell, and fish, take it in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The places that are more than the empty one, as alternatives of a shell's `case`. */
const alternatives = (places: readonly Place[]): string =>
  places
    .filter(({ words }) => words !== "")
    .map(({ words }) => quoted(words))
    .join(" | ");

/** Stacks are the settings files of the project that the shell is in. It is the same in bash and zsh. */
const stackFunction = `_gaara_stacks() {
  local folder=$PWD file
  while [ ! -e "$folder/Pulumi.yaml" ] && [ -n "$folder" ]; do folder=\${folder%/*}; done
  for file in "$folder"/Pulumi.*.yaml; do
    file=\${file##*/Pulumi.}
    [ "$file" = '*.yaml' ] || echo "\${file%.yaml}"
  done
}`;

/** Follows the words as far as they name a verb. \`next\`, \`word\` and \`place\` are local to the caller. */
const follow = (places: readonly Place[], words: string): string => `  for word in ${words}; do
    next=\${place:+$place }$word
    case $next in
      ${alternatives(places)}) place=$next ;;
    esac
  done`;

const bash = (places: readonly Place[]): string => `${stackFunction}
_gaara() {
  local current=\${COMP_WORDS[COMP_CWORD]} place= next word words=
${follow(places, `"\${COMP_WORDS[@]:1:COMP_CWORD-1}"`)}
  case \${COMP_WORDS[COMP_CWORD - 1]} in
    ${stackOptions.join(" | ")}) COMPREPLY=($(compgen -W "$(_gaara_stacks)" -- "$current")); return ;;
  esac
  case $place in
${places
  .map(
    ({ words, candidates }) =>
      `    ${quoted(words)}) words=${quoted(candidates.map(({ word }) => word).join(" "))} ;;`,
  )
  .join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _gaara gaara ./gaara`;

const zsh = (places: readonly Place[]): string => `#compdef gaara
${stackFunction}
_gaara() {
  local place= next word
  local -a candidates
${follow(places, `"\${(@)words[2,CURRENT-1]}"`)}
  case $words[CURRENT-1] in
    ${stackOptions.join(" | ")}) candidates=(\${(f)"$(_gaara_stacks)"}); _describe stack candidates; return ;;
  esac
  case $place in
${places
  .map(
    ({ words, candidates }) =>
      `    ${quoted(words)}) candidates=(${candidates.map(({ word, summary }) => quoted(`${word.replaceAll(":", String.raw`\:`)}:${summary}`)).join(" ")}) ;;`,
  )
  .join("\n")}
  esac
  _describe command candidates || _files
}
compdef _gaara gaara ./gaara`;

const fish = (places: readonly Place[]): string => `function __gaara_at
    set -l place
    set -l words (commandline -opc)
    for word in $words[2..-1]
        set -l next (string trim -- "$place $word")
        contains -- $next ${places
          .filter(({ words }) => words !== "")
          .map(({ words }) => quoted(words))
          .join(" ")}; and set place $next
    end
    test "$place" = "$argv[1]"
end
function __gaara_stacks
    set -l folder $PWD
    while test ! -e $folder/Pulumi.yaml; and test -n "$folder"
        set folder (string replace -r '/[^/]*$' '' -- $folder)
    end
    string replace -rf '.*/Pulumi\\.(.+)\\.yaml$' '$1' -- $folder/Pulumi.*.yaml
end
complete -c gaara -f
${places.flatMap((place) => place.candidates.map((candidate) => fishLine(place.words, candidate.word, candidate.summary))).join("\n")}`;

function fishLine(place: string, word: string, summary: string): string {
  const condition = quoted(`__gaara_at ${JSON.stringify(place)}`);
  const start = `complete -c gaara -n ${condition}`;
  if (!word.startsWith("--")) return `${start} -a ${word} -d ${quoted(summary)}`;
  const stacks = stackOptions.includes(word) ? " -x -a '(__gaara_stacks)'" : "";
  return `${start} -l ${word.slice(2)}${stacks} -d ${quoted(summary)}`;
}
