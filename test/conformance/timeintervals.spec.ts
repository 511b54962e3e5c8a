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
    const interval = yaml && timeInterval.decode(yaml, { issues, path: '' });
    if (vector.error !== undefined || interval === undefined) {
      expect(issues.isEmpty).toBe(vector.error === undefined);
      expect(interval).toBeUndefined();
      return;
    }
    expect(contains(interval, Date.parse(vector.instant))).toBe(vector.want);
    if (vector.marshalled !== undefined) {
      expect(parse(printYaml(timeInterval.print(interval)))).toEqual(parse(vector.marshalled));
    }
  });
});
