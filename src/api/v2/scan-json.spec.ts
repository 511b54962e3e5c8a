import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scanJson } from './scan-json.js';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const almostJson = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('', ',', '}', ']', '"', '\\', '-', '.', 'e', '0', 'x', ' ', '\n', '\\u12g4'),
  )
  .map(([json, at, cut]) => json.slice(0, at % (json.length + 1)) + cut + json.slice((at % (json.length + 1)) + 1));

describe('scanJson', () => {
  it('agrees with JSON.parse about what is JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), almostJson, fc.string()), (text) => {
        const scanned = scanJson(text);
        const isWhole = scanned.kind === 'value' && text.slice(scanned.end).trim() === '';
        expect(isWhole).toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('finds the first value of a text, however deep', () => {
    expect(scanJson('{"a": [1, {}]} {"b"')).toEqual({ kind: 'value', end: 14 });
    expect(scanJson(' \n')).toEqual({ kind: 'empty' });
    expect(scanJson('['.repeat(9_999) + ']'.repeat(9_999))).toEqual({ kind: 'value', end: 19_998 });
    expect(scanJson('['.repeat(100_000))).toEqual({ kind: 'broken', reason: 'exceeded max depth' });
  });

  it.each([
    ['{', 'unexpected EOF'],
    ['{a', "invalid character 'a' looking for beginning of object key string"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['[1 2]', "invalid character '2' after array element"],
    ['tru ', "invalid character ' ' in literal true (expecting 'e')"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['"\\u00g0"', "invalid character 'g' in \\u hexadecimal character escape"],
    ['-a', "invalid character 'a' in numeric literal"],
    ['1.a', "invalid character 'a' after decimal point in numeric literal"],
    ['1ea', "invalid character 'a' in exponent of numeric literal"],
    ['ä', "invalid character 'Ã' looking for beginning of value"],
  ])('says of %s: %s', (text, reason) => {
    expect(scanJson(text)).toEqual({ kind: 'broken', reason });
  });
});
