import { goQuote } from '../../labels/go-quote.js';

/** One piece of a command line. */
export interface Token {
  readonly kind: 'long' | 'short' | 'value';
  readonly text: string;
}

/** A token as a user would have typed it. */
export function tokenText({ kind, text }: Token): string {
  if (kind === 'value') return text;
  return kind === 'long' ? `--${text}` : `-${text}`;
}

/**
 * Splits a command line into tokens by Kingpin's rules: `--flag=value`, `-f value`, `-fvalue`, `-abc` for three
 * switches, `--` before arguments that may begin with `-`, and `@file` in the place of one argument for each line.
 */
export class TokenReader {
  /** What follows, in reverse. A `=value` is kept as a token: it is never expanded. */
  readonly #rest: (string | Token)[];
  #areFlagsOver = false;

  /** @param takesValue whether the rest of `-fvalue` is the value of the short flag */
  constructor(
    argv: readonly string[],
    private readonly readFile: (path: string) => string,
    private readonly takesValue: (short: string) => boolean,
  ) {
    this.#rest = argv.toReversed();
  }

  /** @returns undefined at the end. @throws {Error} when a file of arguments cannot be read */
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

  /** Gives a token back; it is the next one again. */
  unread(token: Token): void {
    this.#rest.push(token);
  }

  #tokenOf(argument: string): Token {
    if (argument.startsWith('--')) {
      const equals = argument.indexOf('=');
      if (equals < 0) return { kind: 'long', text: argument.slice(2) };
      this.#rest.push({ kind: 'value', text: argument.slice(equals + 1) });
      return { kind: 'long', text: argument.slice(2, equals) };
    }
    if (!argument.startsWith('-')) return { kind: 'value', text: argument };
    const [, letter = '', rest = ''] = [...argument].length > 1 ? (/^-(.)(.*)$/su.exec(argument) ?? []) : [];
    if (rest !== '') this.#rest.push(this.takesValue(letter) ? { kind: 'value', text: rest } : `-${rest}`);
    return { kind: 'short', text: letter };
  }

  /** One argument for each line; lines that are blank or begin with `#` are left out. */
  #expand(path: string): string[] {
    if (path === '') throw new Error('expected @ file to expand arguments from');
    return this.#linesOf(path).filter((line) => !line.startsWith('#') && line.trim() !== '');
  }

  #linesOf(path: string): string[] {
    try {
      return this.readFile(path).split(/\r?\n/);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`failed to open arguments file ${goQuote(path)}: ${reason}`, { cause: error });
    }
  }
}
