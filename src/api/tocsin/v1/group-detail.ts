import type { Alert } from '../../../alerts/alert.js';
import { compareAlerts } from '../../../alerts/alert-order.js';
import type { Engine, RunningEngine } from '../../engine.js';
import { alertFragments } from '../../v2/alert-json.js';
import { Turns } from '../../v2/turns.js';
import { type GroupSource, sourceOf } from './group-source.js';
import { countSuppressed, type GroupSummary, groupSummary } from './group-summary.js';
import { momentJson } from './moment-json.js';
import { regroup, regroupedBy } from './regroup.js';
import { selectGroups } from './select-groups.js';

/** Alerts that an answer holds; `GET /api/v2/alerts` has all of them. */
const ALERTS_MAX = 1000;

/** A group with its alerts. */
export interface GroupDetail extends GroupSummary {
  readonly alerts: readonly object[];
  /** How many more there are. */
  readonly alertsLeftOut: number;
}

/** `GET /groups/{id}`. @returns undefined where there is no such group now */
export async function groupDetail(engine: Engine, id: string): Promise<GroupDetail | undefined> {
  const running = engine.current();
  const nowMs = engine.now();
  const source = await find(running, id, nowMs);
  if (source === undefined) return undefined;
  const summary = await groupSummary(source, await countSuppressed(source, running, nowMs));
  const all = source.alerts().toSorted((a, b) => compareAlerts(a.labels, b.labels));
  const alerts: object[] = [];
  const turns = new Turns();
  for (const alert of all.slice(0, ALERTS_MAX)) {
    const pause = turns.next();
    if (pause !== undefined) await pause;
    alerts.push(alertDetail(engine, running, alert, source, nowMs));
  }
  return { ...summary, alerts, alertsLeftOut: all.length - alerts.length };
}

async function find(running: RunningEngine, id: string, nowMs: number): Promise<GroupSource | undefined> {
  const matchers = regroupedBy(id);
  if (matchers !== undefined) {
    const selected = await selectGroups(running, { matchers, receiver: undefined }, nowMs);
    const names = matchers.map(({ name }) => name);
    return (await regroup(selected, names, running, nowMs))[0];
  }
  const group = running.group(id);
  if (group === undefined || group.size === 0) return undefined;
  return sourceOf(group, group.facts(nowMs), () => group.alerts(), nowMs);
}

/** The alert as API v2 shows it, and by what it is muted. */
function alertDetail(engine: Engine, running: RunningEngine, alert: Alert, source: GroupSource, nowMs: number): object {
  const { labels } = alert;
  const silencedBy = running.silencedBy(labels, nowMs);
  const inhibition = running.inhibition(labels, nowMs);
  const inhibitedBy = inhibition === undefined ? [] : [inhibition.source.labels.fingerprint];
  const mutedBy = source.isOutOfHours(alert) ? source.mutedBy : [];
  const receivers = running.match(labels).map(({ receiver }) => receiver);
  const shown: object = JSON.parse(
    [...alertFragments(alert, receivers, { silencedBy, inhibitedBy, mutedBy })].join(''),
  );
  return {
    ...shown,
    muting: {
      silences: silencedBy.flatMap((id) => silenceJson(engine, id)),
      inhibition:
        inhibition === undefined
          ? null
          : {
              rule: inhibition.rule.name,
              source: {
                fingerprint: inhibition.source.labels.fingerprint,
                labels: inhibition.source.labels.toJSON(),
              },
            },
      timeIntervals: mutedBy,
    },
  };
}

function silenceJson(engine: Engine, id: string): object[] {
  const silence = engine.silences.get(id);
  if (silence === undefined) return [];
  const { createdBy, comment, endsAtMs } = silence;
  return [{ id, createdBy, comment, endsAt: momentJson(endsAtMs) }];
}
