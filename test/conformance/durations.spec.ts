import { formatDuration, parseDuration } from '../../src/duration/duration.js';
import { readVectors } from './vectors.js';

type DurationVector =
  | {
      readonly name: string;
      readonly op: 'parse';
      readonly input: string;
      readonly want?: Parsed;
      readonly error?: string;
    }
  | { readonly name: string; readonly op: 'format'; readonly ms: number; readonly want: string };

interface Parsed {
  readonly ms: number;
  readonly string: string;
}

describe('Prometheus durations', () => {
  it.each(readVectors<DurationVector>('durations').vectors)('$name: $op $input $ms', (vector) => {
    if (vector.op === 'format') {
      expect(formatDuration(vector.ms)).toBe(vector.want);
    } else if (vector.error === undefined) {
      const ms = parseDuration(vector.input);
      expect({ ms, string: formatDuration(ms) }).toEqual(vector.want);
    } else {
      expect(() => parseDuration(vector.input)).toThrow(new Error(vector.error));
    }
  });
});
