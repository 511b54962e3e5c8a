import fc from 'fast-check';
import { plainPattern } from './plain-pattern.js';
import { compileRe2 } from './re2.js';

describe('plainPattern', () => {
  it.each`
    source              | hits                      | misses
    ${''}               | ${['']}                   | ${['a', '\n']}
    ${'a|b'}            | ${['a', 'b']}             | ${['', 'ab', 'a|b']}
    ${'a|'}             | ${['a', '']}              | ${['b']}
    ${'(a|b)'}          | ${['a', 'b']}             | ${['(a', 'b)']}
    ${'(?:a|b)'}        | ${['a', 'b']}             | ${['?:a']}
    ${'10\\.0\\.0\\.1'} | ${['10.0.0.1']}           | ${['10a0.0.1']}
    ${'.*'}             | ${['', 'a', '🔥']}        | ${['\n', 'a\nb']}
    ${'.+'}             | ${['a', '🔥']}            | ${['', '\n', 'a\n']}
    ${'a.*'}            | ${['a', 'ab']}            | ${['ba', 'a\n']}
    ${'.*a'}            | ${['a', 'ba', 'aa']}      | ${['ab', '\na']}
    ${'a.*a'}           | ${['aa', 'aba']}          | ${['a', 'a\na']}
    ${'a.+a'}           | ${['aba', 'aaa']}         | ${['aa', 'a']}
    ${'.*b.*c'}         | ${['bc', 'abxbc']}        | ${['cb', 'b']}
    ${'a.*?b'}          | ${['ab', 'axb', 'abxb']}  | ${['abx']}
    ${'db-.*|web'}      | ${['db-', 'db-1', 'web']} | ${['web1', 'db']}
    ${'a\nb'}           | ${['a\nb']}               | ${['a b']}
  `('$source holds for $hits, not for $misses', ({ source, hits, misses }) => {
    const matches = plainPattern(source);
    expect(hits.map((text: string) => matches?.(text))).toEqual(hits.map(() => true));
    expect(misses.map((text: string) => matches?.(text))).toEqual(misses.map(() => false));
  });

  it.each([
    'a*',
    'a+',
    '(a',
    'a)',
    '(a)|(b)',
    '(a\\)',
    '(?i)a',
    '(?P<n>a)',
    '[ab]',
    '\\d',
    'a\\',
    'a.b',
    '.*.*',
    '.**',
    '.*??',
    '.{2}',
    '.*\n',
    '^a$',
    '\\Qa\\E',
  ])('leaves %j to the engine', (source) => {
    expect(plainPattern(source)).toBeUndefined();
  });

  it('answers as RE2 does', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      'ab',
      '🔥',
      '\\.',
      '.',
      '\n',
      '.*',
      '.+',
      '.*?',
      '.+?',
      '|',
      '(',
      ')',
      '(?:',
    );
    const source = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));
    const text = fc
      .array(fc.constantFrom('a', 'b', '.', '\n', '🔥', '𝄞'), { maxLength: 7 })
      .map((chars) => chars.join(''));
    fc.assert(
      fc.property(source, fc.array(text, { minLength: 1, maxLength: 8 }), (pattern, texts) => {
        const matches = plainPattern(pattern);
        if (matches === undefined) return;
        const compiled = compileRe2(`^(?:${pattern})$`);
        for (const each of texts) expect([each, matches(each)]).toEqual([each, compiled.test(each)]);
      }),
      { numRuns: 3000 },
    );
  });
});
