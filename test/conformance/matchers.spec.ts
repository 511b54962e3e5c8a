import { LabelSet } from '../../src/labels/label-set.js';
import { type Matcher, matchesAll } from '../../src/labels/matcher.js';
import type { MatcherMode } from '../../src/labels/matcher-mode.js';
import { parseMatcher, parseMatchers } from '../../src/labels/parse-matchers.js';
import { printMatcher } from '../../src/labels/print.js';
import { readVectors } from './vectors.js';

interface WantedMatcher {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly string: string;
}

interface Expected {
  readonly want?: readonly WantedMatcher[] | boolean;
  readonly error?: string;
}

interface Input {
  readonly name: string;
  readonly fn: 'matcher' | 'matchers';
  readonly input: string;
  readonly labels?: Readonly<Record<string, string>>;
}

function parse({ fn, input }: Input, mode: MatcherMode): Matcher[] {
  return fn === 'matcher' ? [parseMatcher(input, mode)] : parseMatchers(input, mode);
}

function check(vector: Input, mode: MatcherMode, expected: Expected): void {
  if (expected.error !== undefined) {
    expect(() => parse(vector, mode)).toThrow(expect.objectContaining({ message: expected.error }));
    return;
  }
  const matchers = parse(vector, mode);
  if (typeof expected.want === 'boolean') {
    expect(matchesAll(matchers, LabelSet.of(vector.labels ?? {}))).toBe(expected.want);
    return;
  }
  const shown = matchers.map((matcher) => {
    const { name, operator: type, value } = matcher;
    return { name, type, value, string: printMatcher(matcher) };
  });
  expect(shown).toEqual(expected.want);
}

describe('matchers in the classic syntax', () => {
  it.each(readVectors<Input & Expected>('matchers').vectors)('$name: $input', (vector) => {
    check(vector, 'classic', vector);
  });
});

describe('matchers in each mode', () => {
  const { vectors } = readVectors<Input & Record<MatcherMode, Expected>>('matchers_utf8');
  const cases = vectors.flatMap((vector) =>
    (['classic', 'utf8', 'fallback'] as const).map((mode) => ({ ...vector, mode, expected: vector[mode] })),
  );
  it.each(cases)('$name, $mode: $input', (vector) => {
    check(vector, vector.mode, vector.expected);
  });
});
