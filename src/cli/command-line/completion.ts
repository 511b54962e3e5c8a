import type { Command } from './command.js';
import type { Flag } from './flag.js';
import type { ParsedLine } from './parse-command-line.js';
import { COMPLETION_BASH } from './standard-flags.js';

/**
 * What may stand in the place of the last argument: flags, a flag's words, or commands.
 *
 * @param argv with `--completion-bash` itself, and the word that is being typed at the end
 */
export function completions(program: Command, line: ParsedLine, argv: readonly string[]): string[] {
  const typed = argv.filter((word) => word !== `--${COMPLETION_BASH.name}`);
  const current = typed.at(-1) ?? '';
  const previous = typed.at(-2) ?? '';
  if (current.startsWith('--')) return flagNames(line.flags);
  if (previous.startsWith('--') && !typed.slice(0, -1).includes('--')) {
    const flag = line.flags.find(({ name }) => name === previous.slice(2));
    if (flag?.isSwitch === false) return [...(flag.words ?? [])];
  }
  return commandNames(program, line, current);
}

/** The innermost command comes first. */
function flagNames(flags: readonly Flag<unknown>[]): string[] {
  return flags.filter(({ isHidden }) => isHidden !== true).map(({ name }) => `--${name}`);
}

/** The sub-commands of the innermost command that was typed out; a default one was not, nor is a word half typed. */
function commandNames(program: Command, { path, elements }: ParsedLine, current: string): string[] {
  const isArgument = elements.some(({ kind }) => kind === 'positional') && current === '';
  if (isArgument) return [];
  const typedOut = path.filter(({ isDefault }, depth) => isDefault !== true || depth === 0);
  const innermost = typedOut.at(-1) ?? program;
  return (innermost.commands ?? []).map(({ name }) => name);
}
