import { goQuote } from '../../labels/go-quote.js';
import type { Command } from './command.js';
import type { Flag } from './flag.js';
import type { Positional } from './positional.js';
import { type Token, TokenReader, tokenText } from './token-reader.js';

/** Something that a command line was found to say. */
export type Element =
  | { readonly kind: 'flag'; readonly flag: Flag<unknown>; readonly value: string }
  | { readonly kind: 'positional'; readonly positional: Positional<unknown>; readonly value: string }
  | { readonly kind: 'command'; readonly command: Command };

/** A command line, before any value is read. */
export interface ParsedLine {
  /** In the order given. */
  readonly elements: readonly Element[];
  /** From the first command to the innermost; empty when there is none. */
  readonly path: readonly Command[];
  /** Those of the program and of the commands on the path. */
  readonly flags: readonly Flag<unknown>[];
  readonly positionals: readonly Positional<unknown>[];
  /** Why reading stopped before the end. */
  readonly error: string | undefined;
}

export interface ParseOptions {
  readonly readFile: (path: string) => string;
  /** For help: `amtool alert` is then about `alert`, not about its default sub-command. */
  readonly ignoreDefaults?: boolean;
}

/**
 * Finds commands, flags and arguments by Kingpin's rules: flags may stand anywhere after the command that has them, and
 * what fits no sub-command goes to the default one.
 */
export function parseCommandLine(program: Command, argv: readonly string[], options: ParseOptions): ParsedLine {
  const parser = new LineParser(program, argv, options);
  let error: string | undefined;
  try {
    parser.parse();
  } catch (caught) {
    if (!(caught instanceof Error)) throw caught;
    error = caught.message;
  }
  const { elements, path, flags, positionals } = parser;
  return { elements, path, flags, positionals, error };
}

class LineParser {
  readonly elements: Element[] = [];
  readonly path: Command[] = [];
  readonly flags: Flag<unknown>[] = [];
  readonly positionals: Positional<unknown>[] = [];
  readonly #reader: TokenReader;
  readonly #hasDefaults: boolean;
  /** The sub-commands of where we are. */
  #commands: readonly Command[] = [];
  #filled = 0;

  constructor(program: Command, argv: readonly string[], { readFile, ignoreDefaults = false }: ParseOptions) {
    this.#reader = new TokenReader(argv, readFile, (short) => this.#byShort(short)?.isSwitch === false);
    this.#hasDefaults = !ignoreDefaults;
    this.#enter(program);
  }

  parse(): void {
    for (let token = this.#reader.next(); token !== undefined; token = this.#reader.next()) {
      if (token.kind !== 'value') this.#flag(token);
      else if (this.#commands.length > 0) this.#command(token);
      else this.#positional(token);
    }
    for (let inner = this.#default(); inner !== undefined; inner = this.#default()) this.#select(inner);
  }

  #flag(token: Token): void {
    const known = this.#known(token);
    if (known === undefined) {
      const inner = this.#default();
      if (inner === undefined) throw new Error(`unknown ${token.kind} flag '${tokenText(token)}'`);
      this.#select(inner);
      this.#reader.unread(token);
      return;
    }
    const { flag, isInverted } = known;
    if (flag.isSwitch) {
      this.elements.push({ kind: 'flag', flag, value: isInverted ? 'false' : 'true' });
      return;
    }
    const value = this.#reader.next();
    if (value?.kind !== 'value') throw new Error(`expected argument for flag '${tokenText(token)}'`);
    this.elements.push({ kind: 'flag', flag, value: value.text });
  }

  #known({ kind, text }: Token): { readonly flag: Flag<unknown>; readonly isInverted: boolean } | undefined {
    const flag = kind === 'short' ? this.#byShort(text) : this.#byName(text);
    if (flag !== undefined) return { flag, isInverted: false };
    const inverted = kind === 'long' && text.startsWith('no-') ? this.#byName(text.slice(3)) : undefined;
    return inverted?.isSwitch ? { flag: inverted, isInverted: true } : undefined;
  }

  #command(token: Token): void {
    const named = this.#commands.find(({ name }) => name === token.text);
    if (named !== undefined) {
      this.#select(named);
      return;
    }
    const inner = this.#default();
    if (inner === undefined) throw new Error(`expected command but got ${goQuote(token.text)}`);
    this.#select(inner);
    this.#reader.unread(token);
  }

  #positional(token: Token): void {
    const positional = this.positionals[this.#filled];
    if (positional === undefined) throw new Error(`unexpected ${tokenText(token)}`);
    if (!positional.takesMany) this.#filled++;
    this.elements.push({ kind: 'positional', positional, value: token.text });
  }

  #default(): Command | undefined {
    return this.#hasDefaults ? this.#commands.find(({ isDefault }) => isDefault) : undefined;
  }

  #select(command: Command): void {
    this.elements.push({ kind: 'command', command });
    this.path.push(command);
    this.#enter(command);
  }

  #enter({ flags = [], positionals = [], commands = [] }: Command): void {
    this.flags.push(...flags);
    this.positionals.push(...positionals);
    this.#commands = commands;
  }

  #byName(name: string): Flag<unknown> | undefined {
    return this.flags.find((flag) => flag.name === name || flag.aliases.includes(name));
  }

  #byShort(letter: string): Flag<unknown> | undefined {
    return this.flags.find(({ short }) => short !== undefined && short === letter);
  }
}
