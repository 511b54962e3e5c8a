import { parse } from 'yaml';
import { printYaml } from '../../src/config/print-config.js';
import { timeInterval } from '../../src/config/time-interval-yaml.js';
import { Issues } from '../../src/schema/issues.js';
import { readYaml } from '../../src/schema/yaml-tree.js';
import { contains } from '../../src/timeinterval/contains.js';
import { readVectors } from './vectors.js';

interface IntervalVector {
  readonly name: string;
  readonly yaml: string;
  readonly instant: string;
  readonly want?: boolean;
  readonly error?: string;
  readonly marshalled?: string;
}

describe('time intervals', () => {
  it.each(readVectors<IntervalVector>('timeintervals').vectors)('$name: $yaml at $instant', (vector) => {
    const issues = new Issues();
    const yaml = readYaml(vector.yaml, issues);
    // An interval of nothing is one whose fields are all absent.
    const interval = vector.yaml === '' ? {} : yaml && timeInterval.decode(yaml, { issues, path: '' });
    if (vector.error !== undefined || interval === undefined) {
      expect(interval).toBeUndefined();
      const messages = issues.list().map(({ message }) => message);
      // What is wrong with the YAML itself is told in words of the decoder's own.
      expect(messages.join('\n')).toContain(vector.error?.startsWith('yaml: ') ? '' : vector.error);
      expect(messages).not.toEqual([]);
      return;
    }
    expect(contains(interval, Date.parse(vector.instant))).toBe(vector.want);
    if (vector.marshalled !== undefined) {
      expect(parse(printYaml(timeInterval.print(interval)))).toEqual(parse(vector.marshalled));
    }
  });
});
