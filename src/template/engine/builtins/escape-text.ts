import { escapedByte, toBytes } from '../go-string.js';
import { isPrint } from '../quote.js';

const HTML: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\ufffd',
};
const JS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

/** Go's template.HTMLEscapeString. */
export function escapeHtml(text: string): string {
  return text.replace(/["'&<>\0]/g, (char) => HTML[char] ?? char);
}

/** Go's template.JSEscapeString. */
export function escapeJs(text: string): string {
  let escaped = '';
  for (const char of text) {
    const isPlain = char >= ' ' && char < '\x80';
    escaped += JS[char] ?? (isPlain ? char : escapeJsRune(char));
  }
  return escaped;
}

/** Go's url.QueryEscape. */
export function escapeQuery(text: string): string {
  let escaped = '';
  for (const byte of toBytes(text)) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9_.~-]/.test(char)) escaped += char;
    else escaped += char === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return escaped;
}

function escapeJsRune(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  if (point >= 0x80 && isPrint(char)) return char;
  const rune = escapedByte(point) === undefined ? point : 0xfffd;
  // U+FFFD itself is printable: a byte outside UTF-8 is kept as it is.
  if (rune === 0xfffd) return char;
  return `\\u${rune.toString(16).toUpperCase().padStart(4, '0')}`;
}
