import type { Alert } from '../alerts/alert.js';
import { utc, ZERO_TIME } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import { buildNotificationData } from './notification-data.js';

const nowMs = 1_000_000;

function alert(labels: Record<string, string>, endsAtMs: number, annotations: Record<string, string> = {}): Alert {
  return {
    labels: LabelSet.of(labels),
    annotations: LabelSet.of(annotations),
    startsAt: utc(1),
    endsAt: utc(endsAtMs),
    updatedAt: utc(1),
    timeout: false,
    generatorURL: '',
  };
}

function build(alerts: readonly Alert[], receiver = 'r') {
  const groupLabels = LabelSet.EMPTY;
  const routeLabels = LabelSet.EMPTY;
  return buildNotificationData({
    receiver,
    externalURL: 'http://am',
    notificationReason: 'new',
    groupLabels,
    routeLabels,
    alerts,
    nowMs,
  });
}

describe('the data of a message', () => {
  it('fires while one alert does', () => {
    expect(build([alert({ a: '1' }, nowMs), alert({ a: '2' }, nowMs + 1)]).status).toBe('firing');
    expect(build([alert({ a: '1' }, nowMs)]).status).toBe('resolved');
    expect(build([]).status).toBe('resolved');
  });

  it('gives an end only to alerts that have ended', () => {
    const { alerts } = build([alert({ a: '1' }, nowMs - 1), alert({ a: '2' }, nowMs + 1)]);
    expect(alerts.map(({ endsAt }) => endsAt)).toEqual([utc(nowMs - 1), ZERO_TIME]);
  });

  it('has in common what every alert has with the same value', () => {
    const { commonLabels, commonAnnotations } = build([
      alert({ a: '1', b: '2', c: '3' }, 0, { s: 'x', empty: '' }),
      alert({ a: '1', b: '9' }, 0, { s: 'x' }),
    ]);
    expect({ ...commonLabels.toJSON() }).toEqual({ a: '1' });
    // In Go a name that is missing equals one that is empty.
    expect({ ...commonAnnotations.toJSON() }).toEqual({ empty: '', s: 'x' });
  });

  it('quotes the receiver as for a regular expression', () => {
    expect(build([], 'team.a+b (c)').receiver).toBe('team\\.a\\+b \\(c\\)');
  });
});
