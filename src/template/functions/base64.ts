import { GoError } from '../engine/go-function.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const PADDING = 0x3d;
const VALUES: ReadonlyMap<number, number> = new Map([...ALPHABET].map((char, value) => [char.charCodeAt(0), value]));

/** The URL-safe alphabet, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const chars = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((group >> shift) & 63)).join('');
    const missing = at + 3 - bytes.length;
    text += missing > 0 ? chars.slice(0, 4 - missing) + '='.repeat(missing) : chars;
  }
  return text;
}

/** @throws {GoError} that names the byte that Go's decoder names; line ends are skipped */
export function decodeBase64(source: Uint8Array): Uint8Array {
  const bytes: number[] = [];
  let at = 0;
  while (at < source.length) {
    const values: number[] = [];
    let isPadded = false;
    while (values.length < 4 && !isPadded) {
      if (at === source.length) {
        if (values.length === 0) return Uint8Array.from(bytes);
        throw corrupt(at - values.length);
      }
      const char = source[at] ?? 0;
      at++;
      const value = VALUES.get(char);
      if (value !== undefined) values.push(value);
      else if (!isLineEnd(char)) {
        at = skipPadding(source, at, char, values.length);
        isPadded = true;
      }
    }
    bytes.push(...bytesOf(values));
  }
  return Uint8Array.from(bytes);
}

/** @returns where the text must end */
function skipPadding(source: Uint8Array, from: number, char: number, values: number): number {
  let at = from;
  if (char !== PADDING || values < 2) throw corrupt(at - 1);
  if (values === 2) {
    at = skipLineEnds(source, at);
    if (at === source.length) throw corrupt(at);
    if (source[at] !== PADDING) throw corrupt(at - 1);
    at++;
  }
  at = skipLineEnds(source, at);
  if (at < source.length) throw corrupt(at);
  return at;
}

function bytesOf(values: readonly number[]): number[] {
  const group = values.reduce((sum, value, index) => sum | (value << (18 - 6 * index)), 0);
  return [16, 8, 0].slice(0, Math.max(values.length - 1, 0)).map((shift) => (group >> shift) & 0xff);
}

function skipLineEnds(source: Uint8Array, from: number): number {
  let at = from;
  while (isLineEnd(source[at] ?? 0)) at++;
  return at;
}

function isLineEnd(char: number): boolean {
  return char === 0x0a || char === 0x0d;
}

function corrupt(at: number): GoError {
  return new GoError(`illegal base64 data at input byte ${at}`);
}
