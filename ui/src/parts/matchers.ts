import type { Labels, Matcher } from '../api/types';

const OPERATORS = ['=~', '!~', '!=', '='] as const;

type Operator = (typeof OPERATORS)[number];

/** What is wrong with a text of matchers, and where. */
export class MatcherError extends Error {}

/** `alertname="DiskFull"` */
export function printMatcher({ name, value, isRegex, isEqual }: Matcher): string {
  const operator: Operator = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
  return `${isPlainName(name) ? name : quote(name)}${operator}${quote(value)}`;
}

/** `{alertname="DiskFull",team="storage"}`, as Alertmanager's links have it. */
export function printMatchers(matchers: readonly Matcher[]): string {
  return `{${matchers.map(printMatcher).join(',')}}`;
}

/** One matcher for each label. */
export function matchersOf(labels: Labels): Matcher[] {
  return Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
}

/**
 * Matchers as people and Alertmanager's links write them: with or without braces, names and values quoted or not.
 *
 * @throws {MatcherError}
 */
export function parseMatchers(text: string): Matcher[] {
  const reader = new Reader(text);
  const matchers: Matcher[] = [];
  const hasBraces = reader.take('{');
  while (!reader.isAtEnd && !reader.sees('}')) {
    matchers.push(reader.matcher());
    if (!reader.take(',')) break;
  }
  if (hasBraces && !reader.take('}')) throw new MatcherError('a closing } is missing');
  if (!reader.isAtEnd) throw new MatcherError(`cannot be read from here: ${reader.rest}`);
  return matchers;
}

class Reader {
  #at = 0;

  constructor(private readonly text: string) {
    this.#skip();
  }

  get isAtEnd(): boolean {
    return this.#at >= this.text.length;
  }

  get rest(): string {
    return this.text.slice(this.#at);
  }

  sees(sign: string): boolean {
    return this.text.startsWith(sign, this.#at);
  }

  take(sign: string): boolean {
    if (!this.sees(sign)) return false;
    this.#at += sign.length;
    this.#skip();
    return true;
  }

  matcher(): Matcher {
    const name = this.#word(/[^=!~,{}"\s]/);
    if (name === '') throw new MatcherError(`a label name is missing before ${this.rest || 'the end'}`);
    const operator = OPERATORS.find((sign) => this.take(sign));
    if (operator === undefined) throw new MatcherError(`${name} needs =, !=, =~ or !~ and a value`);
    const value = this.#word(/[^,{}"\s]/);
    return { name, value, isRegex: operator.endsWith('~'), isEqual: operator.startsWith('=') };
  }

  /** A quoted text, or letters as long as they may be part of a bare one. */
  #word(letter: RegExp): string {
    if (this.sees('"')) return this.#quoted();
    const start = this.#at;
    while (!this.isAtEnd && letter.test(this.text.charAt(this.#at))) this.#at++;
    const word = this.text.slice(start, this.#at);
    this.#skip();
    return word;
  }

  #quoted(): string {
    let value = '';
    for (this.#at++; !this.isAtEnd; this.#at++) {
      const letter = this.text.charAt(this.#at);
      if (letter === '"') {
        this.#at++;
        this.#skip();
        return value;
      }
      if (letter !== '\\') {
        value += letter;
        continue;
      }
      const escaped = this.text.charAt(++this.#at);
      value += escaped === 'n' ? '\n' : escaped === '"' || escaped === '\\' ? escaped : `\\${escaped}`;
    }
    throw new MatcherError('a closing " is missing');
  }

  #skip(): void {
    while (/\s/.test(this.text.charAt(this.#at))) this.#at++;
  }
}

function isPlainName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
