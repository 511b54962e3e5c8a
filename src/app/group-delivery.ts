import { isResolved } from '../alerts/alert.js';
import type { GroupDelivery } from '../api/engine.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import type { NotificationLog } from '../nflog/notification-log.js';
import { type DeliveryNews, type DeliveryWatch, failureText } from '../notify/delivery-watch.js';
import type { Integration } from '../notify/notifier.js';

export interface GroupDeliveryParts {
  readonly watch: Pick<DeliveryWatch, 'of'>;
  readonly log: Pick<NotificationLog, 'last'>;
  readonly integrations: (receiver: string) => readonly Integration[];
  readonly nowMs: number;
}

/**
 * Whether people were told of a group: by what is on its way, what has failed since, and what the notification log
 * remembers, which outlives the process. Of several integrations the one in the worst state speaks.
 */
export async function groupDeliveryOf(group: AggregationGroup, parts: GroupDeliveryParts): Promise<GroupDelivery> {
  const { pending, failed } = parts.watch.of(group.id);
  const waiting = latest(pending);
  if (waiting !== undefined) return { state: 'queued', ...momentOf(waiting) };
  const failure = latest(failed);
  if (failure !== undefined) return { state: 'failed', ...momentOf(failure) };
  const sentAtMs = await lastToldMs(group, parts);
  return sentAtMs === undefined ? { state: 'none' } : { state: 'sent', atMs: sentAtMs };
}

/** @returns undefined where nobody was told of anything that still goes on */
async function lastToldMs(
  group: AggregationGroup,
  { log, integrations, nowMs }: GroupDeliveryParts,
): Promise<number | undefined> {
  const { groupKey, receiver } = group;
  const keys = integrations(receiver).map(({ type, index }) => ({ receiver, type, index }));
  const entries = await Promise.all(keys.map((key) => log.last(groupKey, key)));
  // What was told of an earlier group of the same labels, which has ended, says nothing of this one.
  const isOver = group.alerts().every((alert) => isResolved(alert, nowMs));
  const told = entries.filter((entry) => entry !== undefined && (isOver || entry.firing.length > 0));
  return told.reduce<number | undefined>((last, entry) => Math.max(last ?? 0, entry?.sentAtMs ?? 0), undefined);
}

function latest(news: readonly DeliveryNews[]): DeliveryNews | undefined {
  return news.toSorted((a, b) => b.atMs - a.atMs)[0];
}

function momentOf(news: DeliveryNews): Pick<GroupDelivery, 'atMs' | 'error'> {
  const error = failureText(news);
  return { atMs: news.atMs, ...(error === undefined ? {} : { error }) };
}
