import type { Alert } from '../../../alerts/alert.js';
import type { GroupFacts } from '../../../grouping/group-facts.js';
import type { LabelSet } from '../../../labels/label-set.js';
import type { GroupDelivery, GroupView } from '../../engine.js';

/** What a summary is made of: a group as it is told, or alerts of several that were gathered by other labels. */
export interface GroupSource {
  readonly id: string;
  readonly groupKey: string;
  /** Empty where there are several. */
  readonly receiver: string;
  readonly routeId: string;
  readonly labels: LabelSet;
  /** Milliseconds since the epoch. */
  readonly updatedAtMs: number;
  readonly nextFlushAtMs: number;
  readonly facts: GroupFacts;
  /** Names of the time intervals that mute it now. */
  readonly mutedBy: readonly string[];
  /** Those that the request asks for. */
  alerts(): readonly Alert[];
  /** Whether time intervals mute every group that holds the alert. */
  isOutOfHours(alert: Alert): boolean;
  delivery(): Promise<GroupDelivery>;
}

/** A group as it is told. @param facts of all its alerts, or of those that the request asks for */
export function sourceOf(
  group: GroupView,
  facts: GroupFacts,
  alerts: () => readonly Alert[],
  nowMs: number,
): GroupSource {
  const mutedBy = group.mutedBy(nowMs);
  return {
    id: group.id,
    groupKey: group.groupKey,
    receiver: group.receiver,
    routeId: group.routeId,
    labels: group.labels,
    updatedAtMs: group.updatedAtMs,
    nextFlushAtMs: group.nextFlushAtMs,
    facts,
    mutedBy,
    alerts,
    isOutOfHours: () => mutedBy.length > 0,
    delivery: () => group.delivery(),
  };
}
