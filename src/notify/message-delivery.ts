import type { LabelSet } from '../labels/label-set.js';
import type { DedupVerdict } from './dedup.js';
import type { Delivery } from './delivery.js';
import type { Flush } from './flush.js';
import type { MessageDecision } from './message-decision.js';

/** A flush's attempts have at least this long, whatever the group interval (Alertmanager). */
const TIME_TO_SEND_MIN_MS = 10_000;

/** A message that was decided on, and what it takes to send it. */
export interface Message extends Pick<MessageDecision, 'integration' | 'alerts' | 'owed' | 'unsure'> {
  readonly verdict: DedupVerdict & { send: true };
  readonly routeLabels: LabelSet;
  readonly urgency: number;
}

/** The message of a flush as the queue takes it. */
export function deliveryOf(
  flush: Flush,
  { integration, verdict, alerts, owed, unsure, routeLabels, urgency }: Message,
): Delivery {
  const { groupId, groupKey, groupLabels, nowMs: flushedAtMs, route } = flush;
  return {
    id: `${flush.id}-${integration.type}-${integration.index}`,
    groupId,
    groupKey,
    groupLabels,
    routeLabels,
    integration,
    reason: verdict.reason,
    alerts,
    owed,
    unsure,
    isDemanded: false,
    flushedAtMs,
    deadlineMs: flushedAtMs + Math.max(route.groupIntervalMs, TIME_TO_SEND_MIN_MS),
    repeatIntervalMs: route.repeatIntervalMs,
    urgency,
  };
}
