import { Argument as CommanderArgument, Command, Option as CommanderOption } from "commander";
import type { Call, Verb } from "./verb.ts";
import { argumentText, groups, optionText } from "./verb-words.ts";

/** A call that the command line asks for, or nothing where it asked for help. */
type Asked = (call: Call) => Promise<void>;

/**
 * The parser of a command line with some verbs.
 *
 * @param folder - the folder that the command was called in
 * @param asked - is given the call, read and checked
 */
export function commandLine(verbs: readonly Verb[], folder: string, asked: Asked): Command {
  const program = new Command("gaara")
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError("(--help tells more)")
    .addHelpText("after", "\nEvery verb has its own help: gaara VERB --help");
  for (const verb of verbs) add(program, verb, folder, asked);
  return program;
}

function add(program: Command, verb: Verb, folder: string, asked: Asked): void {
  const words = verb.name.split(" ");
  const command = words.reduce((parent, word) => childOf(parent, word, verb), program);
  command.description(verb.summary);
  if (verb.page !== undefined) command.addHelpText("after", `\nMore: ${verb.page}`);
  if (verb.passThrough === false) declare(command, verb);
  else {
    command.argument("[args...]").passThroughOptions().allowUnknownOption();
    if (verb.passThrough === "help") command.helpOption(false);
  }
  command.action(async () => {
    const args = verb.passThrough === false ? command.processedArgs : command.args;
    await asked(verb.call({ arguments: args, options: command.opts(), folder }));
  });
}

/** The command of a word below another one; made where it is missing. */
function childOf(parent: Command, word: string, { heading }: Verb): Command {
  const existing = parent.commands.find((command) => command.name() === word);
  if (existing !== undefined) return existing;
  const made = parent.command(word).enablePositionalOptions().helpGroup(`${heading}:`);
  const summary = parent.parent === null ? groups[word] : undefined;
  return summary === undefined ? made : made.description(summary);
}

function declare(command: Command, verb: Verb): void {
  for (const [key, argument] of Object.entries(verb.arguments))
    command.addArgument(new CommanderArgument(argumentText(key, argument), argument.words));
  for (const [key, option] of Object.entries(verb.options)) {
    const { words, fallback, isRequired = false } = option;
    const told = fallback === undefined ? words : `${words} (default: ${fallback})`;
    command.addOption(new CommanderOption(optionText(key, option), told).makeOptionMandatory(isRequired));
  }
}
