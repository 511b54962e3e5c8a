import { LabelSet } from '../labels/label-set.js';
import { compareAlerts } from './alert-order.js';

describe('compareAlerts', () => {
  it.each`
    rule                                        | first                            | second
    ${'the smaller job'}                        | ${{ job: 'a', z: '1', y: '1' }}  | ${{ job: 'b' }}
    ${'the one that has a job'}                 | ${{ job: 'z', z: '1', y: '1' }}  | ${{ a: '1' }}
    ${'the smaller instance within a job'}      | ${{ job: 'a', instance: '1' }}   | ${{ job: 'a', instance: '2' }}
    ${'fewer labels'}                           | ${{ z: '9' }}                    | ${{ a: '1', b: '1' }}
    ${'the set that lacks the first name'}      | ${{ b: '1', c: '1' }}            | ${{ a: '1', c: '1' }}
    ${'the smaller value of the first name'}    | ${{ a: '1', b: '2' }}            | ${{ a: '2', b: '1' }}
  `('puts $rule first', ({ first, second }) => {
    const [a, b] = [LabelSet.of(first), LabelSet.of(second)];
    expect(compareAlerts(a, b)).toBeLessThan(0);
    expect(compareAlerts(b, a)).toBeGreaterThan(0);
    expect(compareAlerts(a, a)).toBe(0);
  });
});
