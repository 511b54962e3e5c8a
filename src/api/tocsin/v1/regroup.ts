import type { Alert } from '../../../alerts/alert.js';
import { factsOf } from '../../../grouping/group-facts.js';
import { LabelSet } from '../../../labels/label-set.js';
import { Matcher } from '../../../labels/matcher.js';
import { printLabels } from '../../../labels/print.js';
import type { GroupDelivery, GroupView, RunningEngine } from '../../engine.js';
import { Turns } from '../../v2/turns.js';
import type { GroupSource } from './group-source.js';
import { cursorOf } from './parameters.js';
import type { SelectedGroup } from './select-groups.js';

/** An alert with the groups that hold it: several, where several routes take it. */
interface Held {
  readonly alert: Alert;
  readonly groups: GroupView[];
}

const PREFIX = 'by:';

/** Gathers the alerts of some groups by other labels than their routes do; each alert counts once. */
export async function regroup(
  selected: readonly SelectedGroup[],
  names: readonly string[],
  running: RunningEngine,
  nowMs: number,
): Promise<GroupSource[]> {
  const turns = new Turns();
  const wanted = new Set(names);
  const gathered = new Map<string, { readonly labels: LabelSet; readonly held: Map<string, Held> }>();
  for (const { group, alerts } of selected) {
    for (const alert of alerts()) {
      const pause = turns.next();
      if (pause !== undefined) await pause;
      const labels = alert.labels.filter((name) => wanted.has(name));
      const known = gathered.get(labels.fingerprint) ?? { labels, held: new Map<string, Held>() };
      gathered.set(labels.fingerprint, known);
      const { fingerprint } = alert.labels;
      const held = known.held.get(fingerprint);
      if (held === undefined) known.held.set(fingerprint, { alert, groups: [group] });
      else held.groups.push(group);
    }
  }
  const sources: GroupSource[] = [];
  for (const { labels, held } of gathered.values()) {
    const pause = turns.next();
    if (pause !== undefined) await pause;
    sources.push(gatheredSource(names, labels, held, running, nowMs));
  }
  return sources;
}

/**
 * What the id of gathered alerts says: what each of the labels has to be, empty for one that they lack.
 *
 * @returns undefined where it is the id of a group
 */
export function regroupedBy(id: string): readonly Matcher[] | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  try {
    const pairs: unknown = JSON.parse(Buffer.from(id.slice(PREFIX.length), 'base64url').toString('utf8'));
    return isPairs(pairs) ? pairs.map(([name, value]) => new Matcher(name, '=', value)) : undefined;
  } catch {
    return undefined;
  }
}

function isPairs(value: unknown): value is [string, string][] {
  const isPair = (pair: unknown) =>
    Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === 'string');
  return Array.isArray(value) && value.every(isPair);
}

function gatheredSource(
  names: readonly string[],
  labels: LabelSet,
  held: ReadonlyMap<string, Held>,
  { severities }: RunningEngine,
  nowMs: number,
): GroupSource {
  const alerts = [...held.values()].map(({ alert }) => alert);
  const groups = [...new Set([...held.values()].flatMap((each) => each.groups))];
  const muted = new Map(groups.map((group) => [group, group.mutedBy(nowMs)]));
  const isMuted = (group: GroupView) => (muted.get(group) ?? []).length > 0;
  return {
    id: PREFIX + cursorOf(names.map((name) => [name, labels.get(name) ?? ''])),
    groupKey: printLabels(labels),
    receiver: only(groups.map(({ receiver }) => receiver)),
    routeId: only(groups.map(({ routeId }) => routeId)),
    labels,
    updatedAtMs: groups.reduce((last, group) => Math.max(last, group.updatedAtMs), 0),
    nextFlushAtMs: groups.reduce((first, group) => Math.min(first, group.nextFlushAtMs), Number.POSITIVE_INFINITY),
    facts: factsOf(alerts, nowMs, severities),
    mutedBy: groups.every(isMuted) ? [...new Set([...muted.values()].flat())] : [],
    alerts: () => alerts,
    isOutOfHours: (alert) => held.get(alert.labels.fingerprint)?.groups.every(isMuted) ?? false,
    delivery: () => worstDelivery(groups),
  };
}

function only(texts: readonly string[]): string {
  const [text = '', ...others] = new Set(texts);
  return others.length === 0 ? text : '';
}

const WORST_FIRST: readonly GroupDelivery['state'][] = ['failed', 'queued', 'sent', 'none'];

/** Of several in the worst state, the latest. */
async function worstDelivery(groups: readonly GroupView[]): Promise<GroupDelivery> {
  const deliveries = await Promise.all(groups.map((group) => group.delivery()));
  const [worst] = deliveries.sort(
    (a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) || (b.atMs ?? 0) - (a.atMs ?? 0),
  );
  return worst ?? { state: 'none' };
}
