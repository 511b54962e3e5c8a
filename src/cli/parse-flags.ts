import type { Flag } from './flag.js';

/** What a command line holds, before any value is read. */
export interface GivenFlags {
  /** By the flag's own name, in the order given. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly isHelpAsked: boolean;
  readonly isVersionAsked: boolean;
  /** The first flag that was given twice and must not be. */
  readonly repeated: string | undefined;
  /** Why reading stopped before the end. */
  readonly error: string | undefined;
}

/**
 * Splits a command line by Kingpin's rules: `--flag=value`, `--flag value`, `--no-switch`, `--` before positional
 * arguments (of which there are none), and `@file` in the place of one argument for each line of the file.
 */
export function parseFlags(
  flags: readonly Flag<unknown>[],
  argv: readonly string[],
  readFile: (path: string) => string,
): GivenFlags {
  const reader = new ArgumentReader(argv, readFile);
  const byName = new Map(flags.flatMap((flag) => [flag.name, ...flag.aliases].map((name) => [name, flag] as const)));
  const values = new Map<string, string[]>();
  let isHelpAsked = false;
  let isVersionAsked = false;
  let repeated: string | undefined;
  let error: string | undefined;

  try {
    for (let token = reader.next(); token !== undefined; token = reader.next()) {
      if (token.kind === 'value') throw new Error(`unexpected ${token.text}`);
      if (isNamed(token, 'help', 'h')) isHelpAsked = true;
      else if (isNamed(token, 'version')) isVersionAsked = true;
      else {
        const { flag, value } = readFlag(token, byName, reader);
        const given = values.get(flag.name);
        if (given === undefined) values.set(flag.name, [value]);
        else if (flag.isRepeatable) given.push(value);
        else repeated ??= flag.name;
      }
    }
  } catch (caught) {
    if (!(caught instanceof Error)) throw caught;
    error = caught.message;
  }
  return { values, isHelpAsked, isVersionAsked, repeated, error };
}

function isNamed(token: Token, long: string, short?: string): boolean {
  if (token.kind === 'short') return token.text === short;
  return token.text === long || token.text === `no-${long}`;
}

function readFlag(
  token: Token,
  byName: ReadonlyMap<string, Flag<unknown>>,
  reader: ArgumentReader,
): { readonly flag: Flag<unknown>; readonly value: string } {
  if (token.kind === 'short') throw new Error(`unknown short flag '-${token.text}'`);
  const exact = byName.get(token.text);
  const inverted = token.text.startsWith('no-') ? byName.get(token.text.slice(3)) : undefined;
  const flag = exact ?? inverted;
  if (flag === undefined) throw new Error(`unknown long flag '--${token.text}'`);
  if (flag.isSwitch) return { flag, value: exact === undefined ? 'false' : 'true' };
  if (exact === undefined) throw new Error(`unknown long flag '--${token.text}'`);
  const value = reader.next();
  if (value?.kind !== 'value') throw new Error(`expected argument for flag '--${token.text}'`);
  return { flag, value: value.text };
}

interface Token {
  readonly kind: 'long' | 'short' | 'value';
  readonly text: string;
}

class ArgumentReader {
  /** What follows, in reverse. A `=value` is kept as a token: it is never expanded. */
  readonly #rest: (string | Token)[];
  #areFlagsOver = false;

  constructor(
    argv: readonly string[],
    private readonly readFile: (path: string) => string,
  ) {
    this.#rest = argv.toReversed();
  }

  next(): Token | undefined {
    for (;;) {
      const argument = this.#rest.pop();
      if (argument === undefined || typeof argument !== 'string') return argument;
      if (this.#areFlagsOver) return { kind: 'value', text: argument };
      if (argument === '--') this.#areFlagsOver = true;
      else if (argument.startsWith('@')) this.#rest.push(...this.#expand(argument.slice(1)).reverse());
      else return this.#tokenOf(argument);
    }
  }

  #tokenOf(argument: string): Token {
    if (argument.startsWith('--')) {
      const equals = argument.indexOf('=');
      if (equals < 0) return { kind: 'long', text: argument.slice(2) };
      this.#rest.push({ kind: 'value', text: argument.slice(equals + 1) });
      return { kind: 'long', text: argument.slice(2, equals) };
    }
    if (!argument.startsWith('-')) return { kind: 'value', text: argument };
    const letter = argument.slice(1, 2);
    if (argument.length > 2) this.#rest.push(`-${argument.slice(2)}`);
    return { kind: 'short', text: letter };
  }

  /** One argument for each line; lines that begin with `#` are left out. */
  #expand(path: string): string[] {
    const lines = this.#linesOf(path);
    if (lines.at(-1) === '') lines.pop();
    return lines.filter((line) => !line.startsWith('#'));
  }

  #linesOf(path: string): string[] {
    try {
      return this.readFile(path).split(/\r?\n/);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`failed to open arguments file ${JSON.stringify(path)}: ${reason}`, { cause: error });
    }
  }
}
