import fc from 'fast-check';
import { compareTimestamps, utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import { type Alert, isResolved } from './alert.js';
import { mergeAlert } from './merge-alert.js';

const NOW_MS = 50;

function alert(startsAt: number, endsAt: number, updatedAt: number, timeout = false): Alert {
  return {
    labels: LabelSet.of({ a: 'b' }),
    annotations: LabelSet.of({ updated: `${updatedAt}` }),
    startsAt: utc(startsAt),
    endsAt: utc(endsAt),
    updatedAt: utc(updatedAt),
    timeout,
    generatorURL: `http://${updatedAt}`,
  };
}

describe('mergeAlert', () => {
  it.each`
    rule                                      | stored                    | incoming            | startsAt | endsAt | updatedAt
    ${'keeps the first start'}                | ${alert(10, 80, 1)}       | ${alert(20, 90, 2)} | ${10}    | ${90}  | ${2}
    ${'takes an earlier start'}               | ${alert(20, 80, 1)}       | ${alert(10, 70, 2)} | ${10}    | ${80}  | ${2}
    ${'keeps a told end that is later'}       | ${alert(10, 90, 1)}       | ${alert(20, 80, 2)} | ${10}    | ${90}  | ${2}
    ${'drops a guessed end that is later'}    | ${alert(10, 90, 1, true)} | ${alert(20, 80, 2)} | ${10}    | ${80}  | ${2}
    ${'ends a firing alert'}                  | ${alert(10, 90, 1)}       | ${alert(10, 40, 2)} | ${10}    | ${40}  | ${2}
    ${'keeps the later of two ends'}          | ${alert(10, 45, 1)}       | ${alert(10, 40, 2)} | ${10}    | ${45}  | ${2}
    ${'lets the younger win that came first'} | ${alert(10, 80, 2)}       | ${alert(20, 90, 1)} | ${10}    | ${90}  | ${2}
    ${'starts anew after the end'}            | ${alert(10, 40, 1)}       | ${alert(45, 90, 2)} | ${45}    | ${90}  | ${2}
    ${'starts anew at the very end'}          | ${alert(10, 40, 1)}       | ${alert(40, 90, 2)} | ${40}    | ${90}  | ${2}
  `('$rule', ({ stored, incoming, startsAt, endsAt, updatedAt }) => {
    const merged = mergeAlert(stored, incoming, NOW_MS);
    expect([merged.startsAt.ms, merged.endsAt.ms, merged.updatedAt.ms]).toEqual([startsAt, endsAt, updatedAt]);
    expect(merged.generatorURL).toBe(`http://${updatedAt}`);
  });

  it('takes an alert that is new as it is', () => {
    const incoming = alert(1, 2, 3);
    expect(mergeAlert(undefined, incoming, NOW_MS)).toBe(incoming);
  });

  it('tells nanoseconds apart', () => {
    const stored = alert(10, 40, 1);
    const within = { ...alert(45, 90, 2), startsAt: { ...utc(39), nanos: 999_999 } };
    expect(mergeAlert(stored, within, NOW_MS).startsAt.ms).toBe(10);
  });

  it('gives the same for two overlapping alerts whichever comes first', () => {
    const time = fc.nat(100);
    const any = fc.tuple(time, time, fc.boolean()).filter(([from, to]) => from < to);
    fc.assert(
      fc.property(any, any, ([fromA, toA, guessA], [fromB, toB, guessB]) => {
        const a = alert(fromA, toA, 1, guessA);
        const b = alert(fromB, toB, 2, guessB);
        const inside = (one: Alert, two: Alert) =>
          [two.startsAt, two.endsAt].some(
            (t) => compareTimestamps(t, one.startsAt) > 0 && compareTimestamps(t, one.endsAt) < 0,
          );
        fc.pre(inside(a, b) && inside(b, a));
        expect(mergeAlert(a, b, NOW_MS)).toEqual(mergeAlert(b, a, NOW_MS));
        expect(isResolved(mergeAlert(a, b, NOW_MS), NOW_MS)).toBe(isResolved(b, NOW_MS));
      }),
    );
  });
});
