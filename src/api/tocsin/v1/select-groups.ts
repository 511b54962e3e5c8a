import type { Alert } from '../../../alerts/alert.js';
import { factsOf, type GroupFacts } from '../../../grouping/group-facts.js';
import { type Matcher, matchesAll } from '../../../labels/matcher.js';
import type { GroupView, RunningEngine } from '../../engine.js';
import { Turns } from '../../v2/turns.js';

export interface GroupFilter {
  /** An alert has to meet all of them; a group is shown with those that do. */
  readonly matchers: readonly Matcher[];
  /** Any by default. */
  readonly receiver: string | undefined;
}

/** A group with those of its alerts that pass, one at least. */
export interface SelectedGroup {
  readonly group: GroupView;
  /** Of those alerts. */
  readonly facts: GroupFacts;
  alerts(): readonly Alert[];
}

/** The groups that pass. Takes turns with the rest of the process. */
export async function selectGroups(
  running: RunningEngine,
  { matchers, receiver }: GroupFilter,
  nowMs: number,
): Promise<SelectedGroup[]> {
  const turns = new Turns();
  const selected: SelectedGroup[] = [];
  for (const group of [...running.groups()]) {
    const pause = turns.next();
    if (pause !== undefined) await pause;
    if (group.size === 0 || (receiver !== undefined && group.receiver !== receiver)) continue;
    const passing = select(group, matchers, running, nowMs);
    if (passing !== undefined) selected.push(passing);
  }
  return selected;
}

/** What all alerts have in common decides for all of them; only for the rest of the matchers each is looked at. */
function select(
  group: GroupView,
  matchers: readonly Matcher[],
  { severities }: RunningEngine,
  nowMs: number,
): SelectedGroup | undefined {
  const facts = group.facts(nowMs);
  const open = matchers.filter(({ name }) => !facts.commonLabels.has(name));
  if (!matchers.every((matcher) => open.includes(matcher) || matcher.matchesLabels(facts.commonLabels))) {
    return undefined;
  }
  if (open.length === 0) return { group, facts, alerts: () => group.alerts() };
  const alerts = group.alerts().filter(({ labels }) => matchesAll(open, labels));
  if (alerts.length === 0) return undefined;
  if (alerts.length === group.size) return { group, facts, alerts: () => alerts };
  return { group, facts: factsOf(alerts, nowMs, severities), alerts: () => alerts };
}
