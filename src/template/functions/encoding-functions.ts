import { GoError, type GoFunction } from '../engine/go-function.js';
import { fromBytes, toBytes } from '../engine/go-string.js';
import { ANY, STRING } from '../engine/go-type.js';
import { stringOf } from '../engine/go-value.js';
import { quote } from '../engine/quote.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { jsonText } from './json-text.js';

/** `toJson`, `urlUnescape`, `base64encode` and `base64decode`. */
export const ENCODING_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  toJson: { params: [ANY], weight: 3, call: ([value]) => jsonText(value) },
  urlUnescape: { params: [STRING], call: ([text]) => unescapeQuery(stringOf(text) ?? '') },
  base64encode: { params: [STRING], call: ([text]) => encodeBase64(toBytes(stringOf(text) ?? '')) },
  base64decode: { params: [STRING], call: ([text]) => fromBytes(decodeBase64(toBytes(stringOf(text) ?? ''))) },
};

/** Go's url.QueryUnescape. */
function unescapeQuery(text: string): string {
  const bytes = toBytes(text);
  const unescaped: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x2b) unescaped.push(0x20);
    else if (byte !== 0x25) unescaped.push(byte);
    else {
      const code = fromBytes(bytes.subarray(at, at + 3));
      if (!/^%[0-9a-fA-F]{2}$/.test(code)) throw new GoError(`invalid URL escape ${quote(code)}`);
      unescaped.push(Number.parseInt(code.slice(1), 16));
      at += 2;
    }
  }
  return fromBytes(Uint8Array.from(unescaped));
}
