import type { GroupView } from '../api/engine.js';
import type { AggregationGroup } from '../grouping/aggregation-group.js';
import { factsOfGroup } from '../grouping/group-facts.js';
import type { NotificationLog } from '../nflog/notification-log.js';
import type { DeliveryWatch } from '../notify/delivery-watch.js';
import { groupDeliveryOf } from './group-delivery.js';
import type { Running } from './running.js';

export interface GroupViewParts {
  readonly running: Running;
  readonly deliveryWatch: DeliveryWatch;
  readonly log: NotificationLog;
  readonly nowMs: () => number;
}

/** A group as the HTTP surface sees it. */
export function groupViewOf(
  group: AggregationGroup,
  { running, deliveryWatch, log, nowMs }: GroupViewParts,
): GroupView {
  const { integrations, loaded } = running.configured;
  return {
    id: group.id,
    receiver: group.receiver,
    labels: group.labels,
    flushedAtMs: undefined,
    alerts: () => group.alerts(),
    notification: () => running.notificationOf(group),
    mutedBy: (atMs) => running.mutedBy(group.route, atMs),
    routeLabels: () => running.routeLabels(group),
    groupKey: group.groupKey,
    routeId: group.route.id,
    nextFlushAtMs: group.nextFlushMs,
    updatedAtMs: group.updatedAtMs,
    version: group.version,
    size: group.size,
    facts: (atMs) => factsOfGroup(group, atMs, loaded.tocsin.deliveries.severities),
    delivery: () =>
      groupDeliveryOf(group, {
        watch: deliveryWatch,
        log,
        integrations: (receiver) => integrations.of(receiver),
        nowMs: nowMs(),
      }),
  };
}
