import { describe, expect, it } from '@jest/globals';
import { crc32, crc32ByTable } from './crc32.js';

describe('crc32', () => {
  it.each([
    ['', 0],
    ['123456789', 0xcbf43926],
    ['The quick brown fox jumps over the lazy dog', 0x414fa339],
  ])('sums %j as zlib does, with and without the help of Node', (text, sum) => {
    const half = Math.floor(text.length / 2);
    for (const sumOf of [crc32, crc32ByTable]) {
      expect(sumOf(Buffer.from(text))).toBe(sum);
      expect(sumOf(Buffer.from(text.slice(0, half)), Buffer.from(text.slice(half)))).toBe(sum);
    }
  });
});
