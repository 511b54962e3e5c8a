import { LabelSet } from '../../src/labels/label-set.js';
import { printLabels } from '../../src/labels/print.js';
import { readVectors } from './vectors.js';

interface FingerprintVector {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly want: string;
  readonly string: string;
}

describe('label set fingerprints', () => {
  it.each(readVectors<FingerprintVector>('fingerprints').vectors)('$name: $string', ({ labels, want, string }) => {
    const set = LabelSet.of(labels);
    expect(set.fingerprint).toBe(want);
    expect(printLabels(set)).toBe(string);
  });
});
