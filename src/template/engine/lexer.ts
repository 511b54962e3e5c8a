import { byteLength } from './go-string.js';
import { isPrint, quote } from './quote.js';
import { isKeyword, type Token, type TokenType } from './token.js';

const LEFT_DELIM = '{{';
const RIGHT_DELIM = '}}';
const LEFT_COMMENT = '/*';
const RIGHT_COMMENT = '*/';
/** A trim marker is a minus and the blank on its inner side. */
const TRIM_MARKER_LENGTH = 2;
const DECIMAL = '0123456789_';
const HEX = '0123456789abcdefABCDEF_';
const END = '';
const NEWLINE = 10;

/** Cuts a template into tokens, one at a time, as Go's lexer does. After an error it reports the end. */
export class Lexer {
  #pos = 0;
  #start = 0;
  #line = 1;
  #startLine = 1;
  #insideAction = false;
  #parenDepth = 0;
  #failed = false;

  constructor(private readonly input: string) {}

  next(): Token {
    if (this.#failed) return { type: 'eof', pos: 0, value: '', line: this.#startLine };
    return this.#insideAction ? this.#lexInsideAction() : this.#lexText();
  }

  /** @returns bytes from the start of the line, counted from 0 */
  columnAt(pos: number): number {
    return byteLength(this.input.slice(this.input.lastIndexOf('\n', pos - 1) + 1, pos));
  }

  #lexText(): Token {
    for (;;) {
      const at = this.input.indexOf(LEFT_DELIM, this.#pos);
      if (at < 0) {
        this.#pos = this.input.length;
        return this.#emit(this.#pos > this.#start ? 'text' : 'eof');
      }
      const trims = this.#isLeftTrimMarker(at + LEFT_DELIM.length);
      this.#pos = trims ? trimEnd(this.input, this.#start, at) : at;
      const text = this.#pos > this.#start ? this.#emit('text') : undefined;
      this.#pos = at;
      this.#ignore();
      if (text !== undefined) return text;
      const token = this.#lexLeftDelim();
      if (token !== undefined) return token;
    }
  }

  /** @returns undefined after a comment */
  #lexLeftDelim(): Token | undefined {
    this.#pos += LEFT_DELIM.length;
    const marker = this.#isLeftTrimMarker(this.#pos) ? TRIM_MARKER_LENGTH : 0;
    if (this.input.startsWith(LEFT_COMMENT, this.#pos + marker)) {
      this.#pos += marker;
      this.#ignore();
      return this.#lexComment();
    }
    const token = this.#emit('leftDelim');
    this.#insideAction = true;
    this.#parenDepth = 0;
    this.#pos += marker;
    this.#ignore();
    return token;
  }

  #lexComment(): Token | undefined {
    const end = this.input.indexOf(RIGHT_COMMENT, this.#pos + LEFT_COMMENT.length);
    if (end < 0) return this.#error('unclosed comment');
    this.#pos = end + RIGHT_COMMENT.length;
    const trims = this.#isTrimmedRightDelim(this.#pos);
    if (!trims && !this.input.startsWith(RIGHT_DELIM, this.#pos)) {
      return this.#error('comment ends before closing delimiter');
    }
    this.#pos += (trims ? TRIM_MARKER_LENGTH : 0) + RIGHT_DELIM.length;
    if (trims) this.#skipBlanks();
    this.#ignore();
    return undefined;
  }

  #lexRightDelim(): Token {
    const trims = this.#isTrimmedRightDelim(this.#pos);
    if (trims) {
      this.#pos += TRIM_MARKER_LENGTH;
      this.#ignore();
    }
    this.#pos += RIGHT_DELIM.length;
    const token = this.#emit('rightDelim');
    if (trims) {
      this.#skipBlanks();
      this.#ignore();
    }
    this.#insideAction = false;
    return token;
  }

  #lexInsideAction(): Token {
    if (this.#isTrimmedRightDelim(this.#pos) || this.input.startsWith(RIGHT_DELIM, this.#pos)) {
      return this.#parenDepth === 0 ? this.#lexRightDelim() : this.#error('unclosed left paren');
    }
    const char = this.#peek();
    if (char === END) return this.#error('unclosed action');
    if (isBlank(char)) return this.#lexSpace();
    if (char === '.' && !isDecimalOrEnd(this.input.charAt(this.#pos + 1))) return this.#lexFieldOrVariable('field');
    if (char === '.' || char === '+' || char === '-' || isDecimalDigit(char)) return this.#lexNumber();
    if (isAlphaNumeric(char)) return this.#lexIdentifier();
    this.#pos += char.length;
    switch (char) {
      case '=':
        return this.#emit('assign');
      case ':':
        if (this.#peek() !== '=') {
          this.#pos += this.#peek().length;
          return this.#error('expected :=');
        }
        this.#pos++;
        return this.#emit('declare');
      case '|':
        return this.#emit('pipe');
      case '"':
        return this.#lexQuoted('"', 'string', 'unterminated quoted string');
      case "'":
        return this.#lexQuoted("'", 'charConstant', 'unterminated character constant');
      case '`':
        return this.#lexRawString();
      case '$':
        this.#pos--;
        return this.#lexFieldOrVariable('variable');
      case '(':
        this.#parenDepth++;
        return this.#emit('leftParen');
      case ')':
        this.#parenDepth--;
        return this.#parenDepth < 0 ? this.#error('unexpected right paren') : this.#emit('rightParen');
      default:
        if (char.charCodeAt(0) < 0x80 && isPrint(char)) return this.#emit('char');
        return this.#error(`unrecognized character in action: ${unicodeName(char)}`);
    }
  }

  /** A run of blanks; its last one belongs to a closing delimiter with a trim marker. */
  #lexSpace(): Token {
    const from = this.#pos;
    this.#skipBlanks();
    if (this.#isTrimmedRightDelim(this.#pos - 1)) {
      this.#pos--;
      if (this.#pos === from) return this.#lexRightDelim();
    }
    return this.#emit('space');
  }

  #lexIdentifier(): Token {
    this.#skipAlphaNumeric();
    const word = this.input.slice(this.#start, this.#pos);
    if (!this.#isAtTerminator()) return this.#error(`bad character ${unicodeName(this.#peek())}`);
    if (isKeyword(word)) return this.#emit(word);
    return this.#emit(word === 'true' || word === 'false' ? 'bool' : 'identifier');
  }

  /** A field or variable, or a lone dot or dollar. */
  #lexFieldOrVariable(type: 'field' | 'variable'): Token {
    this.#pos++;
    if (this.#isAtTerminator()) return this.#emit(type === 'variable' ? 'variable' : 'dot');
    this.#skipAlphaNumeric();
    if (!this.#isAtTerminator()) return this.#error(`bad character ${unicodeName(this.#peek())}`);
    return this.#emit(type);
  }

  #isAtTerminator(): boolean {
    const char = this.#peek();
    return char === END || isBlank(char) || '.,|:)('.includes(char) || this.input.startsWith(RIGHT_DELIM, this.#pos);
  }

  /** The parser checks what is between the quotes. */
  #lexQuoted(mark: string, type: TokenType, unterminated: string): Token {
    for (;;) {
      const char = this.#take();
      if (char === mark) return this.#emit(type);
      const bad = char === '\\' ? this.#take() : char;
      if (bad === END || bad === '\n') return this.#error(unterminated);
    }
  }

  #lexRawString(): Token {
    const end = this.input.indexOf('`', this.#pos);
    if (end < 0) {
      this.#pos = this.input.length;
      return this.#error('unterminated raw quoted string');
    }
    this.#pos = end + 1;
    return this.#emit('rawString');
  }

  /** Not a perfect scan: what passes here and is no number fails in the parser, as in Go. */
  #lexNumber(): Token {
    if (!this.#scanNumber()) return this.#badNumber();
    const sign = this.#peek();
    if (sign !== '+' && sign !== '-') return this.#emit('number');
    if (!this.#scanNumber() || this.input.charAt(this.#pos - 1) !== 'i') return this.#badNumber();
    return this.#emit('complex');
  }

  #badNumber(): Token {
    return this.#error(`bad number syntax: ${quote(this.input.slice(this.#start, this.#pos))}`);
  }

  #scanNumber(): boolean {
    this.#accept('+-');
    let digits = DECIMAL;
    if (this.#accept('0')) {
      if (this.#accept('xX')) digits = HEX;
      else if (this.#accept('oO')) digits = '01234567_';
      else if (this.#accept('bB')) digits = '01_';
    }
    this.#acceptRun(digits);
    if (this.#accept('.')) this.#acceptRun(digits);
    const exponent = digits === DECIMAL ? 'eE' : digits === HEX ? 'pP' : END;
    if (exponent !== END && this.#accept(exponent)) {
      this.#accept('+-');
      this.#acceptRun(DECIMAL);
    }
    this.#accept('i');
    const next = this.#peek();
    if (next === END || !isAlphaNumeric(next)) return true;
    this.#pos += next.length;
    return false;
  }

  #accept(valid: string): boolean {
    const char = this.input.charAt(this.#pos);
    if (char === END || !valid.includes(char)) return false;
    this.#pos++;
    return true;
  }

  #acceptRun(valid: string): void {
    while (this.#accept(valid));
  }

  #skipAlphaNumeric(): void {
    for (let char = this.#peek(); char !== END && isAlphaNumeric(char); char = this.#peek()) this.#pos += char.length;
  }

  #skipBlanks(): void {
    while (isBlank(this.input.charAt(this.#pos))) this.#pos++;
  }

  #take(): string {
    const char = this.#peek();
    this.#pos += char.length;
    return char;
  }

  #peek(): string {
    const point = this.input.codePointAt(this.#pos);
    return point === undefined ? END : String.fromCodePoint(point);
  }

  #isLeftTrimMarker(at: number): boolean {
    return this.input.charAt(at) === '-' && isBlank(this.input.charAt(at + 1));
  }

  #isTrimmedRightDelim(at: number): boolean {
    return isBlank(this.input.charAt(at)) && this.input.startsWith(`-${RIGHT_DELIM}`, at + 1);
  }

  #emit(type: TokenType): Token {
    const value = this.input.slice(this.#start, this.#pos);
    const token = { type, pos: this.#start, value, line: this.#startLine };
    this.#ignore();
    return token;
  }

  /** Drops what has been read since the last token, and counts its lines. */
  #ignore(): void {
    for (let at = this.#start; at < this.#pos; at++) if (this.input.charCodeAt(at) === NEWLINE) this.#line++;
    this.#start = this.#pos;
    this.#startLine = this.#line;
  }

  #error(message: string): Token {
    this.#failed = true;
    return { type: 'error', pos: this.#start, value: message, line: this.#startLine };
  }
}

function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(text.charAt(end - 1))) end--;
  return end;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n';
}

function isDecimalDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

/** At the very end of the input Go reads a dot as the start of a number. */
function isDecimalOrEnd(char: string): boolean {
  return char === END || isDecimalDigit(char);
}

function isAlphaNumeric(char: string): boolean {
  const unit = char.charCodeAt(0);
  if (unit < 0x80) return /\w/.test(char);
  return /^[\p{L}\p{Nd}]$/u.test(char);
}

/** Go's `%#U`. */
function unicodeName(char: string): string {
  if (char === END) return 'U+FFFFFFFFFFFFFFFF';
  const point = char.codePointAt(0) ?? 0;
  const name = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  return isPrint(char) ? `${name} '${char}'` : name;
}
