import { Matcher } from '../../src/labels/matcher.js';
import { readVectors } from './vectors.js';

interface RegexVector {
  readonly name: string;
  readonly pattern: string;
  readonly value: string;
  readonly want?: boolean;
  readonly error?: string;
}

/** Go's words since 1.22, which reads `(?<name>` as a named group; the vectors are older. */
const SAID_NOW: Readonly<Record<string, string>> = {
  '(?<=x)': 'error parsing regexp: invalid named capture: `(?<=x))$`',
  '(?<': 'error parsing regexp: invalid named capture: `(?<)$`',
};

describe('anchored regular expressions', () => {
  it.each(readVectors<RegexVector>('regex').vectors)('$name: $pattern on $value', ({ pattern, value, want, error }) => {
    const match = () => new Matcher('label', '=~', pattern).matches(value);
    if (error === undefined) expect(match()).toBe(want);
    else expect(match).toThrow(expect.objectContaining({ message: SAID_NOW[pattern] ?? error }));
  });
});
