import fc from 'fast-check';
import { LabelSet } from '../labels/label-set.js';
import { compareAlerts } from './alert-order.js';

describe('compareAlerts', () => {
  it.each`
    rule                                     | first                           | second
    ${'the smaller job'}                     | ${{ job: 'a', z: '1', y: '1' }} | ${{ job: 'b' }}
    ${'the one that has a job'}              | ${{ job: 'z', z: '1', y: '1' }} | ${{ a: '1' }}
    ${'the smaller instance within a job'}   | ${{ job: 'a', instance: '1' }}  | ${{ job: 'a', instance: '2' }}
    ${'fewer labels'}                        | ${{ z: '9' }}                   | ${{ a: '1', b: '1' }}
    ${'the set that lacks the first name'}   | ${{ b: '1', c: '1' }}           | ${{ a: '1', c: '1' }}
    ${'the smaller value of the first name'} | ${{ a: '1', b: '2' }}           | ${{ a: '2', b: '1' }}
  `('puts $rule first', ({ first, second }) => {
    const [a, b] = [LabelSet.of(first), LabelSet.of(second)];
    expect(compareAlerts(a, b)).toBeLessThan(0);
    expect(compareAlerts(b, a)).toBeGreaterThan(0);
    expect(compareAlerts(a, a)).toBe(0);
  });

  it('is a total order', () => {
    const labels = fc
      .dictionary(fc.constantFrom('job', 'instance', 'a', 'b'), fc.constantFrom('', '1', '2'))
      .map((plain) => LabelSet.of(plain));
    fc.assert(
      fc.property(labels, labels, labels, (a, b, c) => {
        expect(Math.sign(compareAlerts(a, b))).toBe(0 - Math.sign(compareAlerts(b, a)));
        expect(compareAlerts(a, b) === 0).toBe(a.equals(b));
        const [x, y, z] = [a, b, c].sort(compareAlerts);
        if (x !== undefined && y !== undefined && z !== undefined) expect(compareAlerts(x, z)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
