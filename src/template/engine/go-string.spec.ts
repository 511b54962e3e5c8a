import fc from 'fast-check';
import { byteLength, fromBytes, goString, plainText, runeCount, sliceBytes, toBytes } from './go-string.js';

describe('a Go string', () => {
  it('keeps any bytes through text and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = fromBytes(bytes);
        expect([...toBytes(text)]).toEqual([...bytes]);
        expect(byteLength(text)).toBe(bytes.length);
      }),
    );
  });

  it('counts the bytes and runes of any text as UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
        expect(runeCount(text)).toBe([...text].length);
        expect(goString(text)).toBe(text);
        expect(plainText(text)).toBe(text);
      }),
    );
  });

  it('is cut between bytes', () => {
    const [first, second] = [sliceBytes('é', 0, 1), sliceBytes('é', 1, 2)];
    expect(plainText(first)).toBe('\ufffd');
    expect(plainText(first + second)).toBe('é');
    expect(runeCount(first)).toBe(1);
    expect(sliceBytes('日本語', 3, 6)).toBe('本');
  });

  it('takes half a surrogate pair from outside as U+FFFD', () => {
    expect(goString('a\ud83d')).toBe('a\ufffd');
  });
});
