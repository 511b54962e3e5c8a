/** Go's strconv.Quote: double quotes, escapes for what cannot be printed, printable Unicode as it is. */
export function goQuote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let out = '"';
  for (const char of text) out += quoteRune(char);
  return `${out}"`;
}

/** Printable ASCII but the quote and the backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

const SHORT: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** Letters, marks, numbers, punctuation, symbols and the plain blank: Go's unicode.IsPrint. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

function quoteRune(char: string): string {
  const short = SHORT[char];
  if (short !== undefined) return short;
  if (PRINTABLE.test(char)) return char;
  const point = char.codePointAt(0) as number;
  if (point < 0x20 || point === 0x7f) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point >= 0xd800 && point <= 0xdfff) return '\\ufffd';
  if (point < 0x10000) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}

/**
 * Go's strconv.Unquote of a double-quoted text.
 *
 * @returns undefined where Go refuses it, or where the bytes are not valid UTF-8
 */
export function goUnquote(quoted: string): string | undefined {
  if (quoted.length < 2 || !quoted.startsWith('"') || !quoted.endsWith('"')) return undefined;
  const body = quoted.slice(1, -1);
  const bytes: number[] = [];
  let at = 0;
  while (at < body.length) {
    const char = String.fromCodePoint(body.codePointAt(at) as number);
    if (char === '"' || char === '\n') return undefined;
    if (char !== '\\') {
      bytes.push(...Buffer.from(char));
      at += char.length;
      continue;
    }
    const read = readEscape(body, at + 1);
    if (read === undefined) return undefined;
    bytes.push(...read.bytes);
    at = read.next;
  }
  return decodeUtf8(Uint8Array.from(bytes));
}

interface Escape {
  readonly bytes: Iterable<number>;
  readonly next: number;
}

const SINGLE: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 0x5c,
  '"': 0x22,
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readEscape(body: string, at: number): Escape | undefined {
  const kind = body[at] ?? '';
  const single = SINGLE[kind];
  if (single !== undefined) return { bytes: [single], next: at + 1 };

  const digits = HEX_DIGITS[kind];
  if (digits !== undefined) {
    const hex = body.slice(at + 1, at + 1 + digits);
    if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) return undefined;
    const value = Number.parseInt(hex, 16);
    const next = at + 1 + digits;
    if (kind === 'x') return { bytes: [value], next };
    if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return undefined;
    return { bytes: Buffer.from(String.fromCodePoint(value)), next };
  }

  const octal = body.slice(at, at + 3);
  if (!/^[0-7]{3}$/.test(octal)) return undefined;
  const value = Number.parseInt(octal, 8);
  return value > 0xff ? undefined : { bytes: [value], next: at + 3 };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
