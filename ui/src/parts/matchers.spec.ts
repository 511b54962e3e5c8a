import { describe, expect, it } from '@jest/globals';
import { MatcherError, parseMatchers, printMatchers } from './matchers';

const matcher = (name: string, operator: string, value: string) => ({
  name,
  value,
  isRegex: operator.endsWith('~'),
  isEqual: operator.startsWith('='),
});

describe('matchers', () => {
  it.each([
    ['', []],
    ['{}', []],
    ['a="b"', [matcher('a', '=', 'b')]],
    ['{a="b", c=~"d|e",}', [matcher('a', '=', 'b'), matcher('c', '=~', 'd|e')]],
    ['a!=b, c!~d.*', [matcher('a', '!=', 'b'), matcher('c', '!~', 'd.*')]],
    [String.raw`a="say \"no\"\n\\d"`, [matcher('a', '=', 'say "no"\n\\d')]],
    [String.raw`a=~"\d+"`, [matcher('a', '=~', String.raw`\d+`)]],
    ['"with space"="x"', [matcher('with space', '=', 'x')]],
    [' { a = "b" } ', [matcher('a', '=', 'b')]],
  ])('reads %s', (text, matchers) => {
    expect(parseMatchers(text)).toEqual(matchers);
  });

  it.each(['a', '="b"', 'a="b', '{a="b"', 'a="b" c="d"', 'a="b"}'])('says what is wrong with %s', (text) => {
    expect(() => parseMatchers(text)).toThrow(MatcherError);
  });

  it('prints what it reads back', () => {
    const matchers = [matcher('a', '=', 'quoted "x", \\ and\nlines'), matcher('odd name', '!~', '.*')];
    expect(parseMatchers(printMatchers(matchers))).toEqual(matchers);
  });
});
