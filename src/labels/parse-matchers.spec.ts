import { jest } from '@jest/globals';
import type { MatcherMode } from './matcher-mode.js';
import { type OnFallback, parseMatcher, parseMatchers } from './parse-matchers.js';
import { printMatchers } from './print.js';

type Reported = Parameters<OnFallback>[0];

describe('parseMatchers', () => {
  it.each`
    input             | classic             | utf8                | fallback
    ${'foo=a b'}      | ${'{foo="a b"}'}    | ${'refused'}        | ${'{foo="a b"}'}
    ${'foo='}         | ${'{foo=""}'}       | ${'refused'}        | ${'{foo=""}'}
    ${'foo="\\t"'}    | ${'{foo="\\\\t"}'}  | ${'{foo="\t"}'}     | ${'{foo="\\\\t"}'}
    ${'foo=a\\nb'}    | ${'{foo="a\\nb"}'}  | ${'refused'}        | ${'{foo="a\\nb"}'}
    ${'🙂=x'}         | ${'refused'}        | ${'{🙂="x"}'}       | ${'{🙂="x"}'}
    ${'"a b"=x'}      | ${'refused'}        | ${'{"a b"="x"}'}    | ${'{"a b"="x"}'}
    ${'foo:bar=x'}    | ${'{foo:bar="x"}'}  | ${'{foo:bar="x"}'}  | ${'{foo:bar="x"}'}
    ${'{a=b,c!~"d"}'} | ${'{a="b",c!~"d"}'} | ${'{a="b",c!~"d"}'} | ${'{a="b",c!~"d"}'}
    ${'{}'}           | ${'{}'}             | ${'{}'}             | ${'{}'}
  `('$input', ({ input, ...wanted }) => {
    const read = (mode: MatcherMode) => {
      try {
        return printMatchers(parseMatchers(input, mode));
      } catch {
        return 'refused';
      }
    };
    expect({ classic: read('classic'), utf8: read('utf8'), fallback: read('fallback') }).toEqual(wanted);
  });

  it('says which form both parsers would read alike when only the classic one can', () => {
    expect(reportedBy('a=b,foo=a b')).toEqual([
      {
        input: 'a=b,foo=a b',
        error: '10:11: unexpected b: expected a comma or close brace',
        suggestion: 'a="b",foo="a b"',
      },
    ]);
  });

  it('says when both parsers read the input, but differently', () => {
    expect(reportedBy('foo="\\t"')).toEqual([{ input: 'foo="\\t"', suggestion: 'foo="\\\\t"' }]);
  });

  it.each(['foo=bar', '{foo="bar"}', '🙂=x', ''])('has nothing to say of %j', (input) => {
    expect(reportedBy(input)).toEqual([]);
  });

  it("throws the classic parser's error when neither can read the input", () => {
    expect(() => parseMatchers('foo="a', 'fallback')).toThrow(
      new Error('matcher value contains unescaped double quote: "a'),
    );
  });
});

describe('parseMatcher', () => {
  it.each`
    input        | mode          | message
    ${'{a=b}'}   | ${'fallback'} | ${'unexpected open or close brace: {a=b}'}
    ${'a=b}'}    | ${'utf8'}     | ${'unexpected open or close brace: a=b}'}
    ${'{a=b'}    | ${'classic'}  | ${'bad matcher format: {a=b'}
    ${'x'}       | ${'fallback'} | ${'bad matcher format: x'}
    ${'x'}       | ${'utf8'}     | ${"end of input: expected an operator such as '=', '!=', '=~' or '!~'"}
    ${'a=b,c=d'} | ${'utf8'}     | ${'expected 1 matcher, found 2'}
    ${''}        | ${'utf8'}     | ${'no matchers'}
    ${''}        | ${'fallback'} | ${'bad matcher format: '}
  `('refuses "$input" in mode $mode', ({ input, mode, message }) => {
    expect(() => parseMatcher(input, mode)).toThrow(expect.objectContaining({ message }));
  });

  it('reads a comma as part of a classic value, and says so', () => {
    const onFallback = jest.fn<OnFallback>();
    expect(parseMatcher('a=b,c=d', 'fallback', onFallback).toString()).toBe('a="b,c=d"');
    expect(onFallback).toHaveBeenCalledWith({
      input: 'a=b,c=d',
      error: 'expected 1 matcher, found 2',
      suggestion: 'a="b,c=d"',
    });
  });
});

function reportedBy(input: string): Reported[] {
  const reported: Reported[] = [];
  parseMatchers(input, 'fallback', (fallback) => reported.push(fallback));
  return reported;
}
