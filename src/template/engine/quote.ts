import { escapedByte } from './go-string.js';

const NAMED: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols, and of the blanks only U+0020. */
export function isPrint(rune: string): boolean {
  const unit = rune.charCodeAt(0);
  if (unit < 0x7f) return unit >= 0x20;
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(rune);
}

/** strconv.Quote, or strconv.QuoteToASCII. */
export function quote(text: string, asciiOnly = false): string {
  return quoteWith(text, '"', asciiOnly);
}

/** strconv.QuoteRune, or strconv.QuoteRuneToASCII. */
export function quoteRune(codePoint: number, asciiOnly = false): string {
  const valid = codePoint >= 0 && codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
  return quoteWith(valid ? String.fromCodePoint(codePoint) : '\ufffd', "'", asciiOnly);
}

/** strconv.CanBackquote: whether the text can stand between back-quotes unchanged. */
export function canBackquote(text: string): boolean {
  for (const rune of text) {
    const point = rune.codePointAt(0) ?? 0;
    if (point === 0xfeff || (point >= 0xd800 && point <= 0xdfff)) return false;
    if ((point < 0x20 && point !== 0x09) || point === 0x60 || point === 0x7f) return false;
  }
  return true;
}

function quoteWith(text: string, mark: string, asciiOnly: boolean): string {
  let quoted = mark;
  for (const rune of text) {
    if (rune === mark || rune === '\\') quoted += `\\${rune}`;
    else quoted += escapeRune(rune, asciiOnly);
  }
  return quoted + mark;
}

function escapeRune(rune: string, asciiOnly: boolean): string {
  const point = rune.codePointAt(0) ?? 0;
  const byte = escapedByte(point);
  if (byte !== undefined) return `\\x${hex(byte, 2)}`;
  if (asciiOnly ? point < 0x7f && point >= 0x20 : isPrint(rune)) return rune;
  const named = NAMED[rune];
  if (named !== undefined) return named;
  if (point < 0x20 || point === 0x7f) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}
