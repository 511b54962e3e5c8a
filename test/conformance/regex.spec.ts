import { Matcher } from '../../src/labels/matcher.js';
import { readVectors } from './vectors.js';

interface RegexVector {
  readonly name: string;
  readonly pattern: string;
  readonly value: string;
  readonly want?: boolean;
  readonly error?: string;
}

describe('anchored regular expressions', () => {
  it.each(readVectors<RegexVector>('regex').vectors)('$name: $pattern on $value', ({ pattern, value, want, error }) => {
    const match = () => new Matcher('label', '=~', pattern).matches(value);
    if (error === undefined) expect(match()).toBe(want);
    else expect(match).toThrow(/^error parsing regexp: /);
  });
});
