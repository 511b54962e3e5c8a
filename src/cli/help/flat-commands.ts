import type { Command } from '../command-line/command.js';

/** The commands that do something, by the words that call them. */
export function flatCommands(
  commands: readonly Command[],
  parents: readonly string[] = [],
): { readonly name: string; readonly command: Command }[] {
  return commands.flatMap((command) => {
    const words = [...parents, command.name];
    if (command.commands === undefined) return [{ name: words.join(' '), command }];
    return flatCommands(command.commands, words);
  });
}
