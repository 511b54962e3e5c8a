import type { Command } from './command.js';
import type { Flag } from './flag.js';
import { type ParseOptions, parseCommandLine } from './parse-command-line.js';
import { COMPLETION_BASH } from './standard-flags.js';

/**
 * What may stand in the place of the last argument: flags, a flag's words, or commands.
 *
 * @param argv with `--completion-bash` itself, and the word that is being typed at the end
 */
export function completions(
  program: Command,
  argv: readonly string[],
  readFile: ParseOptions['readFile'],
): readonly string[] {
  const typed = argv.filter((word) => word !== `--${COMPLETION_BASH.name}`);
  const before = typed.slice(0, -1);
  const previous = before.at(-1) ?? '';
  const { flags } = parseCommandLine(program, before, { readFile });
  if (!before.includes('--')) {
    if (typed.at(-1)?.startsWith('--')) return flagNames(flags);
    const flag = previous.startsWith('--') ? flags.find(({ name }) => name === previous.slice(2)) : undefined;
    if (flag?.isSwitch === false) return flag.words ?? [];
  }
  // A default command was not typed out: its siblings may still be.
  const { path, error } = parseCommandLine(program, before, { readFile, ignoreDefaults: true });
  return error === undefined ? ((path.at(-1) ?? program).commands ?? []).map(({ name }) => name) : [];
}

function flagNames(flags: readonly Flag<unknown>[]): string[] {
  return flags.filter(({ isHidden }) => isHidden !== true).map(({ name }) => `--${name}`);
}
