import { printMatchers } from './print.js';
import { parseUtf8Matcher, parseUtf8Matchers } from './utf8-parser.js';

const OPERATOR = "expected an operator such as '=', '!=', '=~' or '!~'";

describe('matchers in the UTF-8 syntax', () => {
  it.each`
    input                                 | printed
    ${''}                                 | ${'{}'}
    ${' \u0085'}                          | ${'{}'}
    ${'{}'}                               | ${'{}'}
    ${'{ }'}                              | ${'{}'}
    ${'foo=bar'}                          | ${'{foo="bar"}'}
    ${'{foo=bar,}'}                       | ${'{foo="bar"}'}
    ${'foo=bar,'}                         | ${'{foo="bar"}'}
    ${'foo = bar , a!~"b" '}              | ${'{foo="bar",a!~"b"}'}
    ${'foo\u0085=\u3000bar'}              | ${'{foo="bar"}'}
    ${'foo=a\ufeffb'}                     | ${'{foo="a\ufeffb"}'}
    ${'"foo bar"="\\u00e9\\x41\\101\\t"'} | ${'{"foo bar"="éAA\\t"}'}
    ${'🙂!=🔥'}                           | ${'{🙂!="🔥"}'}
    ${'foo:bar=x'}                        | ${'{foo:bar="x"}'}
    ${'foo=~[a-z]+'}                      | ${'{foo=~"[a-z]+"}'}
    ${'foo=""'}                           | ${'{foo=""}'}
  `('$input reads as $printed', ({ input, printed }) => {
    expect(printMatchers(parseUtf8Matchers(input))).toBe(printed);
  });

  it.each`
    input                     | message
    ${'{foo=bar'}             | ${'0:8: end of input: expected close brace'}
    ${'{foo=bar  '}           | ${'0:8: end of input: expected close brace'}
    ${'{foo=bar, '}           | ${'0:9: end of input: expected close brace'}
    ${'{'}                    | ${'0:1: end of input: expected close brace'}
    ${'{ '}                   | ${'0:1: end of input: expected close brace'}
    ${'}'}                    | ${'0:1: }: expected opening brace'}
    ${' }'}                   | ${'0:2: }: expected opening brace'}
    ${'foo=bar}'}             | ${'0:8: }: expected opening brace'}
    ${'foo=bar,}'}            | ${'0:9: }: expected opening brace'}
    ${','}                    | ${'0:1: unexpected ,: expected label name'}
    ${'{,}'}                  | ${'1:2: unexpected ,: expected label name'}
    ${'{foo=:"bar"}'}         | ${'6:11: unexpected "bar": expected a comma or close brace'}
    ${'{foo=bar\\n}'}         | ${'8:9: \\: invalid input: expected a comma or close brace'}
    ${'{foo="bar\\w"}'}       | ${'5:12: "bar\\w": invalid input'}
    ${'{"foo"=~"\\d+"}'}      | ${'8:13: "\\d+": invalid input'}
    ${'{"foo"="\\xf0\\x9f"}'} | ${'7:17: "\\xf0\\x9f": invalid input'}
    ${'{"\\q"=a}'}            | ${'1:5: "\\q": invalid input'}
    ${'foo'}                  | ${`end of input: ${OPERATOR}`}
    ${'foo='}                 | ${'end of input: expected label value'}
    ${'foo!bar'}              | ${`3:4: !: expected one of '=~': ${OPERATOR}`}
    ${'foo!'}                 | ${`3:4: unexpected end of input, expected one of '=~': ${OPERATOR}`}
    ${'foo="bar'}             | ${'4:8: "bar: missing end ": expected label value'}
    ${'foo="bar\\"'}          | ${'4:10: "bar\\": missing end ": expected label value'}
    ${'~'}                    | ${'0:1: ~: invalid input'}
    ${'foo=bar~'}             | ${'7:8: ~: invalid input: expected a comma or close brace'}
    ${'foo=bar,,'}            | ${'8:9: unexpected ,: expected a matcher or close brace after comma'}
    ${'foo=bar,\\'}           | ${'8:9: \\: invalid input: expected a matcher or close brace after comma'}
    ${'{foo=bar}x'}           | ${'9:10: x: expected end of input'}
    ${'{foo=bar}~'}           | ${'9:10: ~: invalid input: expected end of input'}
    ${'🙂=🔥}'}               | ${'0:4: }: expected opening brace'}
    ${'foo=~"("'}             | ${'failed to create matcher: error parsing regexp: missing closing ): `^(?:()$`'}
  `('refuses $input', ({ input, message }) => {
    expect(() => parseUtf8Matchers(input)).toThrow(expect.objectContaining({ message }));
  });

  it.each`
    input        | message
    ${''}        | ${'no matchers'}
    ${'a=b,c=d'} | ${'expected 1 matcher, found 2'}
  `('refuses "$input" where one matcher is wanted', ({ input, message }) => {
    expect(() => parseUtf8Matcher(input)).toThrow(expect.objectContaining({ message }));
  });
});
