import { LabelSet } from '../labels/label-set.js';
import { parseMatchers } from '../labels/parse-matchers.js';
import { missingSentence, nearestAlert } from './missing.js';

const ALERTS = [
  { alertname: 'Slow', cluster: 'eu', severity: 'warning' },
  { alertname: 'Down', cluster: 'us', severity: 'critical' },
].map((labels) => LabelSet.of(labels));

function ask(matchers: string, isPast = false): string {
  const parsed = parseMatchers(matchers, 'fallback');
  return missingSentence({
    asked: `{${parsed.join(',')}}`,
    atMs: Date.UTC(2026, 5, 2, 3, 12),
    isPast,
    knownSinceMs: Date.UTC(2026, 4, 26, 3),
    nearest: nearestAlert(parsed, ALERTS),
  });
}

describe('an alert that there is not', () => {
  it.each`
    asked                                           | nearest
    ${'alertname=Slow,cluster=us'}                  | ${' The nearest is Slow{cluster="eu", severity="warning"}: it has cluster="eu".'}
    ${'alertname=Down,cluster=us,team=db'}          | ${' The nearest is Down{cluster="us", severity="critical"}: it has no label team.'}
    ${'alertname=Slow,cluster=us,severity=warning'} | ${' The nearest is Slow{cluster="eu", severity="warning"}: it has cluster="eu".'}
    ${'alertname=Gone'}                             | ${''}
  `('is told with the nearest to $asked', ({ asked, nearest }) => {
    expect(ask(asked)).toMatch(/^Not sent: no alert \{.*\} has arrived since 2026-05-26 03:00:00 UTC\./);
    expect(ask(asked).split('UTC.')[1]).toBe(nearest);
  });

  it('is told of the past', () => {
    expect(ask('alertname=Gone', true)).toContain('since 2026-05-26 03:00:00 UTC before 2026-06-02 03:12:00 UTC.');
  });
});
