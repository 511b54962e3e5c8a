/**
 * Resolves CSS escapes: a backslash and up to six hex digits, which one white space may end, or a backslash and any
 * other character, which stands for itself. A backslash at the very end is dropped.
 */
export function decodeCss(text: string): string {
  return text.replace(cssEscape, (_escape, hex: string | undefined, literal: string | undefined) =>
    hex === undefined ? (literal ?? '') : characterOf(Number.parseInt(hex, 16)),
  );
}

/** Six digits only where they are still a code point. */
const cssEscape = /\\(?:((?:10|0[0-9a-f])[0-9a-f]{4}|[0-9a-f]{1,5})(?:\r\n|[\t\n\f\r ])?|(.)|$)/gisu;

function characterOf(codePoint: number): string {
  return codePoint >= 0xd800 && codePoint <= 0xdfff ? '\ufffd' : String.fromCodePoint(codePoint);
}
