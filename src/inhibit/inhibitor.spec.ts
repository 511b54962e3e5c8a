import fc from 'fast-check';
import type { Alert } from '../alerts/alert.js';
import { utc } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import { matchesAll } from '../labels/matcher.js';
import { parseMatchers } from '../labels/parse-matchers.js';
import type { InhibitRule } from './inhibit-rule.js';
import { Inhibitor } from './inhibitor.js';

const NOW_MS = 1_000_000;

function alert(labels: Record<string, string>, endsInMs = 60_000): Alert {
  return {
    labels: LabelSet.of(labels),
    annotations: LabelSet.EMPTY,
    startsAt: utc(0),
    endsAt: utc(NOW_MS + endsInMs),
    updatedAt: utc(0),
    timeout: false,
    generatorURL: '',
  };
}

function rule(source: string, target: string, equal: string[] = []): InhibitRule {
  return { name: '', source: parseMatchers(source, 'utf8'), target: parseMatchers(target, 'utf8'), equal };
}

function inhibited(rules: InhibitRule[], alerts: Alert[], target: Alert): boolean {
  const inhibitor = new Inhibitor(rules);
  for (const known of alerts) inhibitor.put(known);
  return inhibitor.find(target.labels, NOW_MS) !== undefined;
}

describe('Inhibitor', () => {
  const critical = alert({ severity: 'critical', cluster: 'a' });
  const warning = alert({ severity: 'warning', cluster: 'a' });
  const overWarning = rule('severity="critical"', 'severity="warning"', ['cluster']);

  it('mutes a target while a source with equal labels fires', () => {
    expect(inhibited([overWarning], [critical], warning)).toBe(true);
  });

  it('leaves a target of another cluster alone', () => {
    expect(inhibited([overWarning], [critical], alert({ severity: 'warning', cluster: 'b' }))).toBe(false);
  });

  it('leaves the target alone once the source has ended', () => {
    expect(inhibited([overWarning], [alert({ severity: 'critical', cluster: 'a' }, -1)], warning)).toBe(false);
  });

  it('takes an absent label for an empty one', () => {
    const source = alert({ severity: 'critical', cluster: '' });
    expect(inhibited([overWarning], [source], alert({ severity: 'warning' }))).toBe(true);
  });

  it('does not let an alert that is source and target mute itself, or its like', () => {
    const both = rule('{}', 'severity=~"critical|warning"', ['cluster']);
    expect(inhibited([both], [critical, warning], warning)).toBe(false);
  });

  it('lets a pure source mute an alert that is source and target', () => {
    const rules = [rule('team="x"', 'severity="warning"')];
    const pure = alert({ team: 'x', severity: 'critical' });
    expect(inhibited(rules, [pure], alert({ team: 'x', severity: 'warning' }))).toBe(true);
  });

  it('never mutes by an empty rule', () => {
    expect(inhibited([rule('{}', '{}')], [critical, warning], warning)).toBe(false);
  });

  it('finds another firing source of the key when the one that ends last is gone', () => {
    const inhibitor = new Inhibitor([overWarning]);
    const first = alert({ severity: 'critical', cluster: 'a', n: '1' });
    const second = alert({ severity: 'critical', cluster: 'a', n: '2' }, 120_000);
    inhibitor.put(first);
    inhibitor.put(second);
    inhibitor.put({ ...second, endsAt: utc(NOW_MS) });
    expect(inhibitor.inhibitedBy(warning.labels, NOW_MS)).toEqual([first.labels.fingerprint]);
  });

  it('keeps the other source of a key when an ended one is forgotten', () => {
    const inhibitor = new Inhibitor([overWarning]);
    const ended = alert({ severity: 'critical', cluster: 'a', n: '1' }, -1);
    inhibitor.put(critical);
    inhibitor.put(ended);
    inhibitor.forget([ended]);
    expect(inhibitor.inhibitedBy(warning.labels, NOW_MS)).toEqual([critical.labels.fingerprint]);
  });

  it('names the source that ends last, and of several the one with the smallest fingerprint', () => {
    const inhibitor = new Inhibitor([overWarning]);
    const sources = [1, 2, 3, 4].map((n) => alert({ severity: 'critical', cluster: 'a', n: `${n}` }, n > 2 ? 20 : 10));
    for (const source of sources) inhibitor.put(source);
    const [first] = sources
      .slice(2)
      .map(({ labels }) => labels.fingerprint)
      .sort();
    expect(inhibitor.inhibitedBy(warning.labels, NOW_MS)).toEqual([first]);
  });

  it('keeps apart values that would read alike when they are joined', () => {
    const rules = [rule('severity="critical"', 'severity="warning"', ['a', 'b'])];
    const source = alert({ severity: 'critical', a: 'x\u00ff', b: 'y' });
    expect(inhibited(rules, [source], alert({ severity: 'warning', a: 'x', b: '\u00ffy' }))).toBe(false);
  });

  it('names the first rule that holds', () => {
    const inhibitor = new Inhibitor([
      { ...rule('severity="page"', 'severity="warning"'), name: 'unused' },
      { ...overWarning, name: 'critical over warning' },
      { ...overWarning, name: 'again' },
    ]);
    inhibitor.put(critical);
    expect(inhibitor.find(warning.labels, NOW_MS)?.rule.name).toBe('critical over warning');
  });

  it('agrees with the rule said plainly, whatever the alerts and rules', () => {
    const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', 'x', 'y'), { maxKeys: 3 });
    const side = fc.constantFrom('{}', 'a="x"', 'a="y"', 'b!="x"', 'a=~"x|y",b="x"', 'c=""');
    const rules = fc.array(fc.tuple(side, side, fc.subarray(['a', 'b', 'c'])), { maxLength: 4 });
    const alerts = fc.array(fc.tuple(labels, fc.constantFrom(-1000, 1000, 2000)), { maxLength: 8 });
    fc.assert(
      fc.property(rules, alerts, labels, (ruleTexts, known, target) => {
        const all = ruleTexts.map(([source, of, equal]) => rule(source, of, equal));
        const stored = new Map(known.map(([set, ends]) => [LabelSet.of(set).fingerprint, alert(set, ends)]));
        const targetLabels = LabelSet.of(target);
        const expected = all.some(({ source, target: targetSide, equal }) =>
          [...stored.values()].some(
            (candidate) =>
              matchesAll(targetSide, targetLabels) &&
              matchesAll(source, candidate.labels) &&
              candidate.endsAt.ms > NOW_MS &&
              equal.every((name) => (candidate.labels.get(name) ?? '') === (targetLabels.get(name) ?? '')) &&
              !(matchesAll(source, targetLabels) && matchesAll(targetSide, candidate.labels)),
          ),
        );
        const inhibitor = new Inhibitor(all);
        // Every put, the superseded ones too: what an alert was before must leave no trace.
        for (const [set, ends] of known) {
          inhibitor.put(alert(set, ends));
          inhibitor.find(targetLabels, NOW_MS);
        }
        expect(inhibitor.find(targetLabels, NOW_MS) !== undefined).toBe(expected);
        const ended = [...stored.values()].filter(({ endsAt }) => endsAt.ms <= NOW_MS);
        inhibitor.forget(ended);
        expect(inhibitor.find(targetLabels, NOW_MS) !== undefined).toBe(expected);
      }),
    );
  });
});
