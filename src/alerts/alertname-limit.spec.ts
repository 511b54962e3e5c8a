import fc from 'fast-check';
import { utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import type { Alert } from './alert.js';
import { AlertnameLimit } from './alertname-limit.js';

function alert(alertname: string, n: number, endsAtMs: number): Alert {
  const [startsAt, updatedAt] = [utc(0), utc(0)];
  const labels = LabelSet.of({ alertname, n: String(n) });
  return {
    labels,
    annotations: LabelSet.EMPTY,
    startsAt,
    endsAt: utc(endsAtMs),
    updatedAt,
    timeout: false,
    generatorURL: '',
  };
}

describe('AlertnameLimit', () => {
  it('refuses what is too much of one name, and only of that name', () => {
    const refused: Alert[] = [];
    const limit = new AlertnameLimit(2, (one) => refused.push(one));
    expect([1, 2, 3].map((n) => limit.admits(alert('a', n, 100), 0))).toEqual([true, true, false]);
    expect(refused).toEqual([alert('a', 3, 100)]);
    expect(limit.admits(alert('b', 1, 100), 0)).toBe(true);
  });

  it('always lets a known alert change', () => {
    const limit = new AlertnameLimit(1, () => undefined);
    limit.admits(alert('a', 1, 100), 0);
    expect(limit.admits(alert('a', 1, 200), 0)).toBe(true);
  });

  it('gives the place of an alert that has ended to a new one', () => {
    const limit = new AlertnameLimit(1, () => undefined);
    limit.admits(alert('a', 1, 100), 0);
    expect(limit.admits(alert('a', 2, 300), 100)).toBe(false);
    expect(limit.admits(alert('a', 2, 300), 101)).toBe(true);
    expect(limit.admits(alert('a', 1, 300), 101)).toBe(false);
  });

  it('gives back the places of collected alerts', () => {
    const limit = new AlertnameLimit(1, () => undefined);
    limit.admits(alert('a', 1, 100), 0);
    limit.forget([alert('a', 1, 100)]);
    expect(limit.admits(alert('a', 2, 100), 0)).toBe(true);
  });

  it.each([0, -1])('has no limit at %p', (max) => {
    const limit = new AlertnameLimit(max, () => undefined);
    expect([1, 2, 3].every((n) => limit.admits(alert('a', n, 100), 0))).toBe(true);
  });

  it('lets in what a heap that evicts the earliest ended one lets in', () => {
    const put = fc.record({ n: fc.nat(5), endsAfter: fc.integer({ min: -2, max: 5 }), step: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(put, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (puts, max) => {
        const limit = new AlertnameLimit(max, () => undefined);
        const kept = new Map<number, number>();
        let now = 10;
        for (const { n, endsAfter, step } of puts) {
          now += step;
          const endsAt = now + endsAfter;
          if (!kept.has(n) && kept.size >= max) {
            const [earliest] = [...kept].sort(([, a], [, b]) => a - b);
            if (earliest !== undefined && earliest[1] < now) kept.delete(earliest[0]);
          }
          const expected = kept.has(n) || kept.size < max;
          if (expected) kept.set(n, endsAt);
          expect(limit.admits(alert('a', n, endsAt), now)).toBe(expected);
        }
      }),
    );
  });
});
