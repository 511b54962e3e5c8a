/**
 * A Go string is bytes; here it is a JavaScript string, in which a byte that is not part of valid UTF-8 stands as the
 * lone surrogate U+DC00 + byte. Text is then text, `len` and `slice` can count bytes, and a rune cut in two survives
 * until it is printed.
 */
const ESCAPED_FIRST = 0xdc80;
const ESCAPED_LAST = 0xdcff;
const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Takes text from outside: a lone surrogate there is no byte of ours, and becomes U+FFFD. */
export function goString(text: string): string {
  return hasLoneSurrogate(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;
}

/** Hands a rendered string to the world: bytes that form runes become runes again, and the others U+FFFD. */
export function plainText(text: string): string {
  return hasLoneSurrogate(text) ? goString(fromBytes(toBytes(text))) : text;
}

/** Whether any byte of the string is outside valid UTF-8. */
function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** The byte that a code unit stands for, or undefined for ordinary text. Give it whole code points only. */
export function escapedByte(codePoint: number): number | undefined {
  return codePoint >= ESCAPED_FIRST && codePoint <= ESCAPED_LAST ? codePoint - 0xdc00 : undefined;
}

/** Go's `len`. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length) {
      bytes += 2;
      i++;
    } else if (unit < ESCAPED_FIRST || unit > ESCAPED_LAST) bytes += 2;
  }
  return bytes;
}

/** Go's `utf8.RuneCountInString`: an invalid byte counts as one rune. */
export function runeCount(text: string): number {
  let runes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) i++;
    runes++;
  }
  return runes;
}

export function toBytes(text: string): Uint8Array {
  if (!hasLoneSurrogate(text)) return encoder.encode(text);
  const parts: number[] = [];
  for (const rune of text) {
    const byte = escapedByte(rune.codePointAt(0) ?? 0);
    if (byte === undefined) parts.push(...encoder.encode(rune));
    else parts.push(byte);
  }
  return Uint8Array.from(parts);
}

export function fromBytes(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

/** `text[from:to]`, counted in bytes. */
export function sliceBytes(text: string, from: number, to: number): string {
  if (byteLength(text) === text.length && !hasLoneSurrogate(text)) return text.slice(from, to);
  return fromBytes(toBytes(text).subarray(from, to));
}

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const width = runeWidth(bytes, i);
    if (width === 0) {
      text += String.fromCharCode(0xdc00 + (bytes[i] ?? 0));
      i++;
    } else {
      text += strictDecoder.decode(bytes.subarray(i, i + width));
      i += width;
    }
  }
  return text;
}

/** The width of the rune at `at`, or 0 where the byte is not the start of a valid one. */
function runeWidth(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const width = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (width === 0 || at + width > bytes.length) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = at + 2; i < at + width; i++) if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return 0;
  return width;
}
