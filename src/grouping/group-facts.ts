import { type Alert, isResolved } from '../alerts/alert.js';
import { commonLabels } from '../labels/common-labels.js';
import type { LabelSet } from '../labels/label-set.js';
import type { Severities } from '../notify/urgency.js';
import type { AggregationGroup } from './aggregation-group.js';

/** What can be said of some alerts together, whether they are muted or not. */
export interface GroupFacts {
  readonly firing: number;
  readonly resolved: number;
  readonly commonLabels: LabelSet;
  readonly commonAnnotations: LabelSet;
  /** The most urgent of those that fire, of all where none does; empty where none has one. */
  readonly severity: string;
  /** How many of those that fire there are of each severity; empty ones count as such. */
  readonly severities: ReadonlyMap<string, number>;
  /** Its place in the order of severities, 0 for the most urgent. */
  readonly severityRank: number;
  /** When the one that has fired longest began, of all where none fires; milliseconds since the epoch. */
  readonly startsAtMs: number;
  /** Until when all of this holds, should none of them change. */
  readonly validUntilMs: number;
}

export function factsOf(alerts: readonly Alert[], nowMs: number, severities: Severities): GroupFacts {
  const firing = alerts.filter((alert) => !isResolved(alert, nowMs));
  const decisive = firing.length > 0 ? firing : alerts;
  return {
    firing: firing.length,
    resolved: alerts.length - firing.length,
    commonLabels: commonLabels(alerts.map(({ labels }) => labels)),
    commonAnnotations: commonLabels(alerts.map(({ annotations }) => annotations)),
    ...mostSevere(decisive, severities),
    severities: countSeverities(firing),
    startsAtMs: decisive.reduce((least, { startsAt }) => Math.min(least, startsAt.ms), Number.POSITIVE_INFINITY),
    validUntilMs: firing.reduce((least, { endsAt }) => Math.min(least, endsAt.ms), Number.POSITIVE_INFINITY),
  };
}

/** The facts of a whole group, found once for each of its changes. */
export function factsOfGroup(group: AggregationGroup, nowMs: number, severities: Severities): GroupFacts {
  const known = found.get(group);
  if (known !== undefined && known.version === group.version && nowMs < known.facts.validUntilMs) return known.facts;
  const facts = factsOf(group.alerts(), nowMs, severities);
  found.set(group, { version: group.version, facts });
  return facts;
}

const found = new WeakMap<AggregationGroup, { readonly version: number; readonly facts: GroupFacts }>();

function countSeverities(alerts: readonly Alert[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { labels } of alerts) {
    const severity = labels.get('severity') ?? '';
    counts.set(severity, (counts.get(severity) ?? 0) + 1);
  }
  return counts;
}

/** A severity that is not in the list is the least urgent but for none at all. */
function mostSevere(alerts: readonly Alert[], severities: Severities): Pick<GroupFacts, 'severity' | 'severityRank'> {
  let severity = '';
  let severityRank = severities.length + 1;
  for (const { labels } of alerts) {
    const candidate = labels.get('severity') ?? '';
    if (candidate === '' || candidate === severity) continue;
    const at = severities.findIndex((names) => names.includes(candidate));
    const rank = at < 0 ? severities.length : at;
    if (rank > severityRank || (rank === severityRank && candidate > severity)) continue;
    severity = candidate;
    severityRank = rank;
  }
  return { severity, severityRank };
}
