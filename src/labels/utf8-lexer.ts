import { goUnquote } from './go-quote.js';
import { isGoSpace } from './go-space.js';

export type TokenKind = 'open' | 'close' | 'comma' | 'operator' | 'quoted' | 'unquoted' | 'end';

/** Columns count runes from 0; `to` is exclusive. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const RESERVED = new Set(['{', '}', '!', '=', '~', ',', '\\', '"', "'", '`']);

/** Splits the UTF-8 matcher syntax into tokens (matcher/parse/lexer.go). */
export class Utf8Lexer {
  readonly #runes: readonly string[];
  #at = 0;
  #consumed = 0;
  #peeked: Token | undefined;

  constructor(input: string) {
    this.#runes = [...input];
  }

  /** The column after the last token that was taken. */
  get consumed(): number {
    return this.#consumed;
  }

  /**
   * The next token, without taking it.
   *
   * @throws {Error} `from:to: text: invalid input` and the like
   */
  peek(): Token {
    this.#peeked ??= this.#scan();
    return this.#peeked;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    this.#peeked = undefined;
    this.#consumed = token.to;
    return token;
  }

  #scan(): Token {
    while (this.#at < this.#runes.length && isGoSpace(this.#runes[this.#at] as string)) this.#at++;
    const from = this.#at;
    const rune = this.#runes[from];
    switch (rune) {
      case undefined:
        return { kind: 'end', text: '', from, to: from };
      case '{':
        return this.#take('open', 1);
      case '}':
        return this.#take('close', 1);
      case ',':
        return this.#take('comma', 1);
      case '=':
        return this.#take('operator', this.#runes[from + 1] === '~' ? 2 : 1);
      case '!':
        return this.#negation();
      case '"':
        return this.#quoted();
      default:
        return this.#unquoted();
    }
  }

  #take(kind: TokenKind, length: number): Token {
    const from = this.#at;
    this.#at += length;
    return { kind, text: this.#runes.slice(from, this.#at).join(''), from, to: this.#at };
  }

  #negation(): Token {
    const from = this.#at;
    const second = this.#runes[from + 1];
    if (second === '=' || second === '~') return this.#take('operator', 2);
    this.#at++;
    if (second === undefined) throw new Error(`${from}:${from + 1}: unexpected end of input, expected one of '=~'`);
    throw new Error(`${from}:${from + 1}: !: expected one of '=~'`);
  }

  #quoted(): Token {
    const from = this.#at;
    let at = from + 1;
    let isEscaped = false;
    for (; at < this.#runes.length; at++) {
      if (isEscaped) isEscaped = false;
      else if (this.#runes[at] === '\\') isEscaped = true;
      else if (this.#runes[at] === '"') {
        return this.#take('quoted', at + 1 - from);
      }
    }
    this.#at = at;
    throw new Error(`${from}:${at}: ${this.#runes.slice(from, at).join('')}: missing end "`);
  }

  #unquoted(): Token {
    const from = this.#at;
    let at = from;
    while (at < this.#runes.length && isPlain(this.#runes[at] as string)) at++;
    if (at > from) return this.#take('unquoted', at - from);
    const rune = this.#runes[from] as string;
    throw new Error(`${from}:${from + 1}: ${rune}: invalid input`);
  }
}

function isPlain(rune: string): boolean {
  return !isGoSpace(rune) && !RESERVED.has(rune);
}

/** The text that a name or value token stands for. */
export function textOf(token: Token): string {
  if (token.kind !== 'quoted') return token.text;
  const text = goUnquote(token.text);
  if (text === undefined) throw new Error(`${token.from}:${token.to}: ${token.text}: invalid input`);
  return text;
}
