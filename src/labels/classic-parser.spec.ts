import { parseClassicMatcher, parseClassicMatchers } from './classic-parser.js';
import type { Matcher } from './matcher.js';

const parts = ({ name, operator, value }: Matcher) => [name, operator, value];

describe('a matcher in the classic syntax', () => {
  it.each`
    input                     | name         | operator | value
    ${'foo=bar'}              | ${'foo'}     | ${'='}   | ${'bar'}
    ${' foo != bar baz\t'}    | ${'foo'}     | ${'!='}  | ${'bar baz'}
    ${'foo='}                 | ${'foo'}     | ${'='}   | ${''}
    ${'foo==bar'}             | ${'foo'}     | ${'='}   | ${'=bar'}
    ${'foo=~bar'}             | ${'foo'}     | ${'=~'}  | ${'bar'}
    ${'foo:bar!~"x|y"'}       | ${'foo:bar'} | ${'!~'}  | ${'x|y'}
    ${'foo="a\\"b\\\\c\\nd"'} | ${'foo'}     | ${'='}   | ${'a"b\\c\nd'}
    ${'foo=a\\tb\\'}          | ${'foo'}     | ${'='}   | ${'a\\tb\\'}
    ${'foo="a\nb"'}           | ${'foo'}     | ${'='}   | ${'a\nb'}
    ${'foo=\u00a0bar\u00a0'}  | ${'foo'}     | ${'='}   | ${'\u00a0bar\u00a0'}
    ${'foo=🔥'}               | ${'foo'}     | ${'='}   | ${'🔥'}
  `('$input', ({ input, name, operator, value }) => {
    expect(parts(parseClassicMatcher(input))).toEqual([name, operator, value]);
  });

  it.each`
    input           | message
    ${''}           | ${'bad matcher format: '}
    ${'foo'}        | ${'bad matcher format: foo'}
    ${'1foo=bar'}   | ${'bad matcher format: 1foo=bar'}
    ${'"foo"=bar'}  | ${'bad matcher format: "foo"=bar'}
    ${'é=bar'}      | ${'bad matcher format: é=bar'}
    ${'foo=a"b'}    | ${'matcher value contains unescaped double quote: a"b'}
    ${'foo="a"b"'}  | ${'matcher value contains unescaped double quote: "a"b"'}
    ${'foo="a'}     | ${'matcher value contains unescaped double quote: "a'}
    ${'foo="a\\"'}  | ${'matcher value contains unescaped double quote: "a\\"'}
    ${'foo="'}      | ${'matcher value contains unescaped double quote: "'}
    ${'foo=\ud800'} | ${'matcher value not valid UTF-8: \ud800'}
    ${'foo=~('}     | ${'error parsing regexp: missing closing ): `^(?:()$`'}
  `('refuses $input', ({ input, message }) => {
    expect(() => parseClassicMatcher(input)).toThrow(expect.objectContaining({ message }));
  });

  it('reads a long run of blanks without looking at it again and again', () => {
    const blanks = ' '.repeat(200_000);
    expect(parseClassicMatcher(`foo=a${blanks}b`).value).toHaveLength(200_002);
    expect(() => parseClassicMatcher(`foo${blanks}bar=x`)).toThrow('bad matcher format');
    expect(parseClassicMatchers(`foo=a${blanks}b`)).toHaveLength(1);
  });
});

describe('a list of matchers in the classic syntax', () => {
  it.each`
    input                  | values
    ${''}                  | ${[]}
    ${' '}                 | ${[]}
    ${'{}'}                | ${[]}
    ${'{a=x'}              | ${['x']}
    ${'a=x}'}              | ${['x']}
    ${'{a=x, b="y,z" , }'} | ${['x', 'y,z']}
    ${'a="\\",",b=y'}      | ${['",', 'y']}
    ${'a=x\\,b=y'}         | ${['x\\', 'y']}
    ${'{{a}}=x'}           | ${undefined}
    ${'a=x,,b=y'}          | ${undefined}
    ${','}                 | ${undefined}
  `('$input: $values', ({ input, values }) => {
    const read = () => parseClassicMatchers(input).map(({ value }) => value);
    if (values === undefined) expect(read).toThrow(/^bad matcher format: /);
    else expect(read()).toEqual(values);
  });

  it('lets a backslash protect a quote even across a comma', () => {
    // The quote after the comma opens nothing, so the next comma separates.
    expect(() => parseClassicMatchers('a=x\\,"b=y,c=z"')).toThrow(new Error('bad matcher format: "b=y'));
    expect(() => parseClassicMatchers('a="\\,",b="y"')).toThrow(
      new Error('matcher value contains unescaped double quote: "\\,",b="y"'),
    );
  });
});
