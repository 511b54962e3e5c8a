import { isResolved } from '../../../alerts/alert.js';
import type { GroupDelivery, RunningEngine } from '../../engine.js';
import { Turns } from '../../v2/turns.js';
import type { GroupSource } from './group-source.js';
import { momentJson } from './moment-json.js';

/** A group without its alerts, as this API shows it. */
export interface GroupSummary {
  readonly id: string;
  readonly groupKey: string;
  readonly receiver: string;
  readonly routeId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly commonLabels: Readonly<Record<string, string>>;
  readonly commonAnnotations: Readonly<Record<string, string>>;
  readonly severity: string;
  /** How many of its alerts fire with each severity, muted or not; under the empty name those without one. */
  readonly severities: Readonly<Record<string, number>>;
  /** Each alert is one of the three. */
  readonly counts: { readonly firing: number; readonly suppressed: number; readonly resolved: number };
  readonly mutedBy: readonly string[];
  readonly startsAt: string;
  readonly updatedAt: string;
  readonly nextFlushAt: string;
  readonly delivery: { readonly state: GroupDelivery['state']; readonly at?: string; readonly error?: string };
}

/** @param suppressed how many of its alerts are muted; see `countSuppressed` */
export async function groupSummary(source: GroupSource, suppressed: number): Promise<GroupSummary> {
  const { facts } = source;
  return {
    id: source.id,
    groupKey: source.groupKey,
    receiver: source.receiver,
    routeId: source.routeId,
    labels: source.labels.toJSON(),
    commonLabels: facts.commonLabels.toJSON(),
    commonAnnotations: facts.commonAnnotations.toJSON(),
    severity: facts.severity,
    severities: Object.fromEntries(facts.severities),
    counts: { firing: facts.firing - suppressed, suppressed, resolved: facts.resolved },
    mutedBy: source.mutedBy,
    startsAt: momentJson(facts.startsAtMs),
    updatedAt: momentJson(source.updatedAtMs),
    nextFlushAt: momentJson(source.nextFlushAtMs),
    delivery: deliveryJson(await source.delivery()),
  };
}

/** How many alerts fire and are muted: inhibited, silenced, or out of hours. Takes turns with the rest of the process. */
export async function countSuppressed(
  source: Pick<GroupSource, 'alerts' | 'isOutOfHours' | 'facts' | 'mutedBy'>,
  running: Pick<RunningEngine, 'silencedBy' | 'inhibitedBy'>,
  nowMs: number,
  turns = new Turns(),
): Promise<number> {
  if (source.mutedBy.length > 0) return source.facts.firing;
  let count = 0;
  for (const alert of source.alerts()) {
    const pause = turns.next();
    if (pause !== undefined) await pause;
    if (isResolved(alert, nowMs)) continue;
    const isMuted =
      source.isOutOfHours(alert) ||
      running.silencedBy(alert.labels, nowMs).length > 0 ||
      running.inhibitedBy(alert.labels, nowMs).length > 0;
    if (isMuted) count++;
  }
  return Math.min(count, source.facts.firing);
}

function deliveryJson({ state, atMs, error }: GroupDelivery): GroupSummary['delivery'] {
  return {
    state,
    ...(atMs === undefined ? {} : { at: momentJson(atMs) }),
    ...(error === undefined ? {} : { error }),
  };
}
