/** What a text holds: a whole JSON value and where it ends, nothing, or something that is no JSON. */
export type Scanned =
  | { readonly kind: 'value'; readonly end: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly reason: string };

/** Reads the first JSON value of a text, and says what is wrong with it in the words of Go's encoding/json. */
export function scanJson(text: string): Scanned {
  const scanner = new Scanner(text);
  try {
    scanner.blanks();
    if (scanner.at >= text.length) return { kind: 'empty' };
    scanner.value();
    return { kind: 'value', end: scanner.at };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { kind: 'broken', reason: error.message };
  }
}

class Broken extends Error {}

/** Go's bound, against bodies that are nothing but brackets. */
const DEPTH_MAX = 10_000;

class Scanner {
  at = 0;
  readonly #closers: ('}' | ']')[] = [];

  constructor(private readonly text: string) {}

  blanks(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at++;
  }

  /** A loop with its own stack: nesting must not cost the process its own. */
  value(): void {
    for (;;) {
      if (this.#opened()) continue;
      if (!this.#closed()) return;
    }
  }

  /** Reads the start of a value. @returns whether another value has to begin right after it */
  #opened(): boolean {
    this.blanks();
    const char = this.text[this.at];
    if (char !== '{' && char !== '[') {
      this.#literal();
      return false;
    }
    const closer = char === '{' ? '}' : ']';
    this.#closers.push(closer);
    if (this.#closers.length > DEPTH_MAX) throw new Broken('exceeded max depth');
    this.at++;
    this.blanks();
    if (this.text[this.at] === closer) return false;
    if (closer === '}') this.#key('looking for beginning of object key string');
    return true;
  }

  /** Reads what follows a value. @returns whether another value has to come */
  #closed(): boolean {
    for (;;) {
      const closer = this.#closers.at(-1);
      if (closer === undefined) return false;
      this.blanks();
      const char = this.text[this.at];
      if (char === closer) {
        this.at++;
        this.#closers.pop();
        continue;
      }
      if (char !== ',') throw this.#unexpected(closer === '}' ? 'after object key:value pair' : 'after array element');
      this.at++;
      this.blanks();
      if (closer === '}') this.#key('looking for beginning of object key string');
      return true;
    }
  }

  #key(context: string): void {
    if (this.text[this.at] !== '"') throw this.#unexpected(context);
    this.#string();
    this.blanks();
    if (this.text[this.at] !== ':') throw this.#unexpected('after object key');
    this.at++;
  }

  #literal(): void {
    const char = this.text[this.at] ?? '';
    if (char === '"') this.#string();
    else if (/[-0-9]/.test(char)) this.#number();
    else if (char === 't') this.#word('true');
    else if (char === 'f') this.#word('false');
    else if (char === 'n') this.#word('null');
    else throw this.#unexpected('looking for beginning of value');
  }

  #word(word: string): void {
    this.at++;
    for (const wanted of word.slice(1)) {
      if (this.text[this.at] !== wanted) throw this.#unexpected(`in literal ${word} (expecting '${wanted}')`);
      this.at++;
    }
  }

  #string(): void {
    this.at++;
    for (;;) {
      const char = this.text[this.at] ?? '';
      if (char === '' || char < ' ') throw this.#unexpected('in string literal');
      this.at++;
      if (char === '"') return;
      if (char === '\\') this.#escape();
    }
  }

  #escape(): void {
    const char = this.text[this.at] ?? '';
    if (!/["\\/bfnrtu]/.test(char)) throw this.#unexpected('in string escape code');
    this.at++;
    if (char !== 'u') return;
    for (let i = 0; i < 4; i++) {
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) throw this.#unexpected('in \\u hexadecimal character escape');
      this.at++;
    }
  }

  #number(): void {
    if (this.text[this.at] === '-') this.at++;
    if (this.text[this.at] === '0') this.at++;
    else this.#digits('in numeric literal');
    if (this.text[this.at] === '.') {
      this.at++;
      this.#digits('after decimal point in numeric literal');
    }
    if (/[eE]/.test(this.text[this.at] ?? '')) {
      this.at++;
      if (/[+-]/.test(this.text[this.at] ?? '')) this.at++;
      this.#digits('in exponent of numeric literal');
    }
  }

  #digits(context: string): void {
    if (!/[0-9]/.test(this.text[this.at] ?? '')) throw this.#unexpected(context);
    while (/[0-9]/.test(this.text[this.at] ?? '')) this.at++;
  }

  #unexpected(context: string): Broken {
    if (this.at >= this.text.length) return new Broken('unexpected EOF');
    const char = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    return new Broken(`invalid character ${quoted(char)} ${context}`);
  }
}

/** Go's scanner looks at bytes: of a character beyond ASCII it names the first one. */
function quoted(char: string): string {
  if (char === "'") return `'\\''`;
  if (char === '"') return `'"'`;
  const [byte = 0] = Buffer.from(char);
  return `'${JSON.stringify(String.fromCharCode(byte)).slice(1, -1)}'`;
}
