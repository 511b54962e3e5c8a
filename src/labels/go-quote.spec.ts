import fc from 'fast-check';
import { goQuote, goUnquote } from './go-quote.js';

describe('goQuote', () => {
  it.each`
    text                    | quoted
    ${''}                   | ${'""'}
    ${'plain text'}         | ${'"plain text"'}
    ${'a"b\\c'}             | ${'"a\\"b\\\\c"'}
    ${"it's"}               | ${'"it\'s"'}
    ${'\u0007\b\f\n\r\t\v'} | ${'"\\a\\b\\f\\n\\r\\t\\v"'}
    ${'\u0000\u001b\u007f'} | ${'"\\x00\\x1b\\x7f"'}
    ${'\u0085\u00a0\u200b'} | ${'"\\u0085\\u00a0\\u200b"'}
    ${'\ufeff\u2028\ue000'} | ${'"\\ufeff\\u2028\\ue000"'}
    ${'\u{10ffff}'}         | ${'"\\U0010ffff"'}
    ${'éΣ日🔥\ufffd'}       | ${'"éΣ日🔥\ufffd"'}
  `('$quoted', ({ text, quoted }) => {
    expect(goQuote(text)).toBe(quoted);
  });

  it('is undone by goUnquote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(goUnquote(goQuote(text))).toBe(text);
      }),
    );
  });
});

describe('goUnquote', () => {
  it.each`
    quoted                              | text
    ${'"\\x41\\101\\u0041\\U00000041"'} | ${'AAAA'}
    ${'"\\xc3\\xa9\\303\\251"'}         | ${'éé'}
    ${'"\\a\\b\\f\\n\\r\\t\\v\\\\\\""'} | ${'\u0007\b\f\n\r\t\v\\"'}
    ${'"it\'s"'}                        | ${"it's"}
    ${'"\ufeff"'}                       | ${'\ufeff'}
    ${'abc'}                            | ${undefined}
    ${'"'}                              | ${undefined}
    ${'"a"b"'}                          | ${undefined}
    ${'"a\nb"'}                         | ${undefined}
    ${'"\\'}                            | ${undefined}
    ${'"\\"'}                           | ${undefined}
    ${'"\\q"'}                          | ${undefined}
    ${'"\\\'"'}                         | ${undefined}
    ${'"\\x4"'}                         | ${undefined}
    ${'"\\8"'}                          | ${undefined}
    ${'"\\400"'}                        | ${undefined}
    ${'"\\ud800"'}                      | ${undefined}
    ${'"\\U00110000"'}                  | ${undefined}
    ${'"\\xff"'}                        | ${undefined}
  `('$quoted', ({ quoted, text }) => {
    expect(goUnquote(quoted)).toBe(text);
  });
});
