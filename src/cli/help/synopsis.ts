import type { Command } from '../command-line/command.js';
import type { Flag } from '../command-line/flag.js';
import type { Positional } from '../command-line/positional.js';
import { STANDARD_FLAGS } from '../command-line/standard-flags.js';

/** What follows a command's name: ` --needed=X [<flags>] [<arguments>...]`, each with a blank before it. */
export function synopsis({ flags = [], positionals = [] }: Command): string {
  return [...flagSynopsis(flags), ...positionals.map(positionalSynopsis)].map((part) => ` ${part}`).join('');
}

/** A flag as the list of flags shows it: `-o, --output=simple`. */
export function flagLeft(flag: Flag<unknown>, hasShorts: boolean): string {
  const { name, short, isSwitch, placeholder } = flag;
  const start = short === undefined ? `${hasShorts ? '    ' : ''}--` : `-${short}, --`;
  return start + (isSwitch ? `[no-]${name}` : `${name}=${placeholder}`);
}

/** The flags that are shown, with what they are for. */
export function flagRows(flags: readonly Flag<unknown>[]): (readonly [string, string])[] {
  const hasShorts = flags.some(({ short }) => short !== undefined);
  return flags.filter(({ isHidden }) => isHidden !== true).map((flag) => [flagLeft(flag, hasShorts), flag.help]);
}

export function positionalRows(positionals: readonly Positional<unknown>[]): (readonly [string, string])[] {
  return positionals.map(({ name, help }) => [`[<${name}>]`, help]);
}

function flagSynopsis(flags: readonly Flag<unknown>[]): string[] {
  const own = flags.filter((flag) => !STANDARD_FLAGS.some(({ name }) => name === flag.name));
  const required = own.filter(({ isRequired }) => isRequired === true);
  const parts = required.map(({ name, placeholder }) => `--${name}=${placeholder.replace(/ \.\.\.$/, '')}`);
  return own.length > required.length ? [...parts, '[<flags>]'] : parts;
}

function positionalSynopsis({ name, takesMany }: Positional<unknown>): string {
  return `[<${name}>${takesMany ? '...' : ''}]`;
}
