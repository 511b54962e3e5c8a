import type { Files } from './files.js';
import type { Flag } from './flag.js';
import type { ParsedLine } from './parse-command-line.js';
import type { Positional } from './positional.js';
import { HELP, VERSION } from './standard-flags.js';
import { Values } from './values.js';

export interface ReadValues {
  readonly values: Values;
  /** Why reading stopped: what comes later on the line counts as not given. */
  readonly error: string | undefined;
}

/**
 * Takes up what a command line gives, in its order and up to the first value that will not do.
 *
 * @param defaults by the names of flags, from the configuration files
 */
export function readValues(line: ParsedLine, defaults: ReadonlyMap<string, string>, files: Files): ReadValues {
  const flags = new Map<Flag<unknown>, string[]>();
  const positionals = new Map<Positional<unknown>, string[]>();
  const values = new Values({ flags, positionals }, defaults);
  let error: string | undefined;
  try {
    for (const element of line.elements) {
      if (element.kind === 'flag') take(element.flag, element.value, flags, files);
      else if (element.kind === 'positional') {
        element.positional.check?.(element.value, files);
        add(positionals, element.positional, element.value);
      }
    }
    const selected = line.path.at(-1);
    if (selected?.commands !== undefined) {
      throw new Error(`must select a subcommand of '${line.path.map(({ name }) => name).join(' ')}'`);
    }
  } catch (caught) {
    if (!(caught instanceof Error)) throw caught;
    error = caught.message;
  }
  return { values, error };
}

/**
 * Reads the defaults of all flags that are not given: one from a configuration file may be wrong. Help and version are
 * told all the same.
 *
 * @throws {Error}
 */
export function checkDefaults(line: ParsedLine, defaults: ReadonlyMap<string, string>, files: Files): void {
  const given = new Set(line.elements.flatMap((element) => (element.kind === 'flag' ? [element.flag] : [])));
  if (given.has(HELP) || given.has(VERSION)) return;
  for (const flag of line.flags) {
    const value = given.has(flag) ? undefined : defaults.get(flag.name);
    if (value === undefined) continue;
    flag.check?.(value, files);
    flag.parse([value]);
  }
}

function take(flag: Flag<unknown>, value: string, flags: Map<Flag<unknown>, string[]>, files: Files): void {
  if (flags.has(flag) && !flag.isRepeatable) throw new Error(`flag '${flag.name}' cannot be repeated`);
  flag.check?.(value, files);
  flag.parse([value]);
  add(flags, flag, value);
}

function add<K>(map: Map<K, string[]>, key: K, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
