import { LabelSet } from '../labels/label-set.js';
import type { FlushedAlert } from './delivery.js';
import { SEVERITIES, urgencyOf } from './urgency.js';

const UTC = { ms: 0, nanos: 0, offsetMinutes: 0 };

function alertOf(severity: string | undefined, resolved = false): FlushedAlert {
  const labels = LabelSet.of({ alertname: 'a', ...(severity === undefined ? {} : { severity }) });
  const times = { startsAt: UTC, endsAt: UTC, updatedAt: UTC };
  return {
    alert: { labels, annotations: LabelSet.EMPTY, ...times, timeout: false, generatorURL: '' },
    resolved,
    muted: false,
  };
}

describe('urgencyOf', () => {
  it.each([
    ['critical', 0],
    ['page', 0],
    ['error', 1],
    ['warning', 2],
    ['info', 3],
    ['none', 4],
    ['unheard of', 4],
    [undefined, 4],
  ])('ranks %s %d', (severity, rank) => {
    expect(urgencyOf([alertOf(severity)], SEVERITIES)).toBe(rank);
  });

  it('goes by the most severe alert that fires', () => {
    expect(urgencyOf([alertOf('info'), alertOf('error'), alertOf('critical', true)], SEVERITIES)).toBe(1);
  });

  it('ranks a message that tells of ends alone behind all', () => {
    expect(urgencyOf([alertOf('critical', true)], SEVERITIES)).toBe(5);
    expect(urgencyOf([alertOf('critical', true)], [])).toBe(1);
  });
});
