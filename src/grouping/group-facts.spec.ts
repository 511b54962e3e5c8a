import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../alerts/alert.js';
import { utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import { SEVERITIES } from '../notify/urgency.js';
import { buildRouteTree } from '../routing/build-route-tree.js';
import { AggregationGroup } from './aggregation-group.js';
import { factsOf, factsOfGroup } from './group-facts.js';

const NOW = 100_000;

function alert(name: string, severity: string, startsMs: number, endsMs = 200_000, updatedMs = startsMs): Alert {
  const own = severity === '' ? {} : { severity };
  return {
    labels: LabelSet.of({ alertname: 'x', name, ...own }),
    annotations: LabelSet.of({ runbook: 'r', summary: name }),
    startsAt: utc(startsMs),
    endsAt: utc(endsMs),
    updatedAt: utc(updatedMs),
    timeout: false,
    generatorURL: '',
  };
}

describe('factsOf', () => {
  it('says what some alerts are together', () => {
    const alerts = [alert('a', 'warning', 20_000), alert('b', 'critical', 30_000), alert('c', 'page', 1, 50_000)];
    const { commonLabels, commonAnnotations, ...facts } = factsOf(alerts, NOW, SEVERITIES);
    expect(facts).toEqual({
      firing: 2,
      resolved: 1,
      severity: 'critical',
      severityRank: 0,
      severities: new Map([
        ['warning', 1],
        ['critical', 1],
      ]),
      startsAtMs: 20_000,
      validUntilMs: 200_000,
    });
    expect([{ ...commonLabels.toJSON() }, { ...commonAnnotations.toJSON() }]).toEqual([
      { alertname: 'x' },
      { runbook: 'r' },
    ]);
  });

  it.each<[severities: string[], severity: string, rank: number]>([
    [['', ''], '', 6],
    [['', 'odd'], 'odd', 5],
    [['odd', 'none'], 'none', 4],
    [['info', 'warning'], 'warning', 2],
    [['page', 'critical', ''], 'critical', 0],
    [['b', 'a'], 'a', 5],
  ])('of %j the most urgent is "%s"', (severities, severity, rank) => {
    const alerts = severities.map((each, i) => alert(String(i), each, i));
    expect(factsOf(alerts, NOW, SEVERITIES)).toMatchObject({ severity, severityRank: rank });
  });

  it('speaks of the resolved ones where none fires', () => {
    const alerts = [alert('a', 'warning', 20_000, 50_000), alert('b', 'info', 10_000, 60_000)];
    expect(factsOf(alerts, NOW, SEVERITIES)).toMatchObject({ firing: 0, severity: 'warning', startsAtMs: 10_000 });
  });
});

describe('factsOfGroup', () => {
  const node = { matchers: [], muteTimeIntervals: [], activeTimeIntervals: [], continue: false, labels: {} };
  const root = buildRouteTree({ ...node, receiver: 'r', routes: [] });

  it('finds them again when something has changed, and only then', () => {
    const group = new AggregationGroup(root, LabelSet.EMPTY);
    group.insert(alert('a', 'info', 1));
    const first = factsOfGroup(group, NOW, SEVERITIES);
    group.insert(alert('a', 'info', 1, 300_000, NOW));
    expect(factsOfGroup(group, NOW, SEVERITIES)).toBe(first);
    expect(group.updatedAtMs).toBe(1);

    group.insert(alert('b', 'critical', 2, 400_000, NOW));
    expect(factsOfGroup(group, NOW, SEVERITIES)).toMatchObject({ firing: 2, severity: 'critical' });
    expect(group.updatedAtMs).toBe(NOW);
    expect(factsOfGroup(group, 350_000, SEVERITIES)).toMatchObject({ firing: 1, resolved: 1 });
    group.remove(group.alerts().filter(({ labels }) => labels.get('name') === 'a'));
    expect(factsOfGroup(group, 350_000, SEVERITIES)).toMatchObject({ firing: 1, resolved: 0 });
  });
});
