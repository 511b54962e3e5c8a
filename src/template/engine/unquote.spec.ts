import fc from 'fast-check';
import { fromBytes } from './go-string.js';
import { canBackquote, quote, quoteRune } from './quote.js';
import { unquote } from './unquote.js';

describe('quoted literals', () => {
  it('read back what was quoted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.boolean(), (bytes, asciiOnly) => {
        const text = fromBytes(bytes);
        expect(unquote(quote(text, asciiOnly))).toBe(text);
      }),
    );
  });

  it.each([
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
    ['"\\x41\\101\\u00e9\\U0001F525"', 'AAé🔥'],
    ['"\\xc3\\xa9"', 'é'],
    ['`a\\n\r\n"`', 'a\\n\n"'],
    ['""', ''],
  ])('%s is read', (literal, want) => {
    expect(unquote(literal)).toBe(want);
  });

  it.each(['"\\q"', '"\\x4"', '"\\400"', '"\\ud800"', '"\\U00110000"', '"\\\'"', '"a"b"', '"a', ''])(
    '%s is refused',
    (literal) => {
      expect(unquote(literal)).toBeUndefined();
    },
  );

  it.each([
    ['tab\tnul\0del\x7f', '"tab\\tnul\\x00del\\x7f"'],
    ['é\u00a0\u200b🔥', '"é\\u00a0\\u200b🔥"'],
  ])('%j is quoted as Go does', (text, want) => {
    expect(quote(text)).toBe(want);
  });

  it('quotes runes, and what is none as U+FFFD', () => {
    expect([97, 0x27, 0x22, 10, 0xd800, 0x110000].map((rune) => quoteRune(rune))).toEqual([
      "'a'",
      "'\\''",
      "'\"'",
      "'\\n'",
      "'\ufffd'",
      "'\ufffd'",
    ]);
  });

  it.each([
    ['a\tb', true],
    ['a\nb', false],
    ['a`b', false],
    ['a\x7f', false],
    ['\ufeff', false],
  ])('%j can stand between back-quotes: %s', (text, want) => {
    expect(canBackquote(text)).toBe(want);
  });
});
