import { RE2JS, RE2JSSyntaxException } from 're2js';

/** How many answers a pattern remembers. */
const MEMO_MAX = 1024;

/** Every character that means something in a regular expression. */
const META = /[\\.+*?()|[\]{}^$]/;

/** An RE2 regular expression: linear in time whatever a user types. */
export class Pattern {
  readonly #matches: (text: string) => boolean;

  private constructor(matches: (text: string) => boolean) {
    this.#matches = matches;
  }

  /**
   * As a label matcher uses it: `^(?:source)$`.
   *
   * @throws {Error} with Go's message: ``error parsing regexp: missing closing ): `^(?:(a)$` ``
   */
  static anchored(source: string): Pattern {
    const literals = source.split('|');
    if (literals.every((literal) => !META.test(literal))) {
      // A list of plain texts, the most common kind by far.
      const texts = new Set(literals);
      return new Pattern((text) => texts.has(text));
    }
    const compiled = compile(`^(?:${source})$`);
    return new Pattern(memoized((text) => compiled.matcher(text).find()));
  }

  /** Matches anywhere in a text. */
  static unanchored(source: string): Pattern {
    const compiled = compile(source);
    return new Pattern((text) => compiled.matcher(text).find());
  }

  matches(text: string): boolean {
    return this.#matches(text);
  }
}

function compile(source: string): RE2JS {
  try {
    const compiled = RE2JS.compile(source);
    const property = unknownToGo(source);
    if (property === undefined) return compiled;
    throw new Error(`error parsing regexp: invalid character class range: \`${property}\``);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const pattern = error.getPattern();
    const where = pattern === null ? '' : `: \`${pattern}\``;
    throw new Error(`error parsing regexp: ${error.getDescription()}${where}`, { cause: error });
  }
}

/** The engine knows Unicode's binary properties (`\p{Emoji}`), Go only general categories, scripts and `Any`. */
function unknownToGo(source: string): string | undefined {
  for (const [whole, name = ''] of source.matchAll(/\\[pP]\{\^?([A-Za-z_]+)\}/g)) {
    if (name !== 'Any' && !isProperty(`gc=${name}`) && !isProperty(`sc=${name}`)) return whole;
  }
  return undefined;
}

function isProperty(expression: string): boolean {
  try {
    new RegExp(`\\p{${expression}}`, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Label values come again and again; the memo is emptied when it is full. */
function memoized(matches: (text: string) => boolean): (text: string) => boolean {
  const memo = new Map<string, boolean>();
  return (text) => {
    const known = memo.get(text);
    if (known !== undefined) return known;
    const hit = matches(text);
    if (memo.size >= MEMO_MAX) memo.clear();
    memo.set(text, hit);
    return hit;
  };
}
