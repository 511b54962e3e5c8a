import { utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import type { Alert } from './alert.js';
import { mergeSharedAlert } from './merge-shared-alert.js';

function alertOf(startsAtMs: number, endsAtMs: number, updatedAtMs: number, fields: Partial<Alert> = {}): Alert {
  return {
    labels: LabelSet.of({ alertname: 'a' }),
    annotations: LabelSet.EMPTY,
    startsAt: utc(startsAtMs),
    endsAt: utc(endsAtMs),
    updatedAt: utc(updatedAtMs),
    timeout: false,
    generatorURL: '',
    ...fields,
  };
}

describe('mergeSharedAlert', () => {
  it.each([
    ['a later episode', alertOf(0, 10, 5), alertOf(20, 30, 20), [20, 30]],
    ['an end that was told', alertOf(0, 100, 5), alertOf(0, 50, 50), [0, 50]],
    ['an earlier start', alertOf(10, 100, 5), alertOf(20, 200, 20), [10, 200]],
    [
      'an end that was told beside one that is guessed',
      alertOf(0, 300, 5, { timeout: true }),
      alertOf(2, 200, 9),
      [0, 200],
    ],
    ['two of the same moment', alertOf(0, 100, 5), alertOf(0, 200, 5), [0, 200]],
  ])('of %s, comes to the same whichever comes first', (_, a, b, [startsAtMs, endsAtMs]) => {
    for (const merged of [mergeSharedAlert(a, b), mergeSharedAlert(b, a)]) {
      expect([merged.startsAt.ms, merged.endsAt.ms]).toEqual([startsAtMs, endsAtMs]);
    }
  });

  it('takes one of two texts of the same moment, whichever comes first', () => {
    const [a, b] = [alertOf(0, 9, 5, { generatorURL: 'a' }), alertOf(0, 9, 5, { generatorURL: 'b' })];
    expect(mergeSharedAlert(a, b)).toEqual(mergeSharedAlert(b, a));
  });

  it('stays as it is when it is merged with itself', () => {
    const alert = alertOf(0, 9, 5);
    expect(mergeSharedAlert(alert, alert)).toEqual(alert);
  });
});
