import { fromBytes, toBytes } from './go-string.js';

const SINGLE: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 0x5c };
const HEX_WIDTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** One character of a quoted literal: a code point, or a byte where `\x` or octal wrote one; and where it ends. */
interface QuotedChar {
  readonly value: number;
  readonly isByte: boolean;
  readonly end: number;
}

/**
 * strconv.Unquote for the literals that the lexer lets through: between double quotes or back-quotes.
 *
 * @returns undefined where Go says `invalid syntax`
 */
export function unquote(literal: string): string | undefined {
  const mark = literal.charAt(0);
  const body = literal.slice(1, -1);
  if (literal.length < 2 || !literal.endsWith(mark)) return undefined;
  // As in Go source, a raw string loses its carriage returns.
  if (mark === '`') return body.includes('`') ? undefined : body.replaceAll('\r', '');
  if (mark !== '"' || body.includes('\n')) return undefined;
  if (!body.includes('\\')) return body.includes('"') ? undefined : body;
  let text = '';
  let bytes = false;
  for (let at = 0; at < body.length; ) {
    const char = unquoteChar(body, at, '"');
    if (char === undefined) return undefined;
    bytes ||= char.isByte && char.value >= 0x80;
    text += char.isByte && char.value >= 0x80 ? String.fromCharCode(0xdc00 + char.value) : runeText(char.value);
    at = char.end;
  }
  // Bytes written one by one may form runes.
  return bytes ? fromBytes(toBytes(text)) : text;
}

/** strconv.UnquoteChar at `at`. */
export function unquoteChar(text: string, at: number, mark: '"' | "'"): QuotedChar | undefined {
  const point = text.codePointAt(at);
  if (point === undefined) return undefined;
  const char = String.fromCodePoint(point);
  if (char === mark) return undefined;
  if (char !== '\\') return { value: point, isByte: false, end: at + char.length };
  const name = text.charAt(at + 1);
  const single = SINGLE[name];
  if (single !== undefined) return { value: single, isByte: false, end: at + 2 };
  if (name === "'" || name === '"') {
    return name === mark ? { value: name.charCodeAt(0), isByte: false, end: at + 2 } : undefined;
  }
  const width = HEX_WIDTH[name];
  if (width !== undefined) return hexChar(text, at + 2, width);
  return octalChar(text, at + 1);
}

function hexChar(text: string, at: number, width: number): QuotedChar | undefined {
  const digits = text.slice(at, at + width);
  if (digits.length < width || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 16);
  const isByte = width === 2;
  if (!isByte && (value > 0x10ffff || (value >= 0xd800 && value < 0xe000))) return undefined;
  return { value, isByte, end: at + width };
}

function octalChar(text: string, at: number): QuotedChar | undefined {
  const digits = text.slice(at, at + 3);
  if (!/^[0-7]{3}$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 8);
  return value > 255 ? undefined : { value, isByte: true, end: at + 3 };
}

function runeText(point: number): string {
  return String.fromCodePoint(point);
}
