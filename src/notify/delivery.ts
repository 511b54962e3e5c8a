import type { Alert } from '../alerts/alert.js';
import type { LabelSet } from '../labels/label-set.js';
import { type IntegrationKey, integrationName } from '../nflog/notification-log.js';

/** Why a notification is sent: `notification_reason` in webhooks and templates (Alertmanager 0.34). */
export type NotificationReason =
  | 'unknown'
  | 'first notification'
  | 'new alerts added'
  | 'all alerts resolved'
  | 'some alerts resolved'
  | 'repeat interval elapsed';

/** An alert as it stood when its group was flushed; `resolved` was decided then and does not change later. */
export interface FlushedAlert {
  readonly alert: Alert;
  readonly resolved: boolean;
  /** Muted, and in the message all the same, because it was told before: strict muting alone does so. */
  readonly muted: boolean;
}

/** An alert that an integration could not be told of while it fired, or of which nobody knows whether it was. */
export interface OwedAlert {
  /** As in the notification log. */
  readonly hash: string;
  /** The flush that should have told of it, milliseconds since the epoch. */
  readonly sinceMs: number;
}

/** One message to one integration: everything that is needed to send it, also after a restart. */
export interface Delivery {
  /** Unique for each flush and integration. */
  readonly id: string;
  /** Internal and unique for each route and group labels, unlike the group key. */
  readonly groupId: string;
  readonly groupKey: string;
  readonly groupLabels: LabelSet;
  readonly routeLabels: LabelSet;
  readonly integration: IntegrationKey;
  readonly reason: NotificationReason;
  /** Firing and resolved, in Alertmanager's order. */
  readonly alerts: readonly FlushedAlert[];
  /** Of the alerts, those that are told although the notification log says that nobody waits for their end. */
  readonly owed: readonly OwedAlert[];
  /** Of the alerts that fire, those that may have been told: the process that was about to do so has ended. */
  readonly unsure: readonly OwedAlert[];
  /** Somebody asked for it: it is told, whatever the notification log says. */
  readonly isDemanded: boolean;
  /** The flush's one `now`. */
  readonly flushedAtMs: number;
  /** When this flush's attempts count as failed: max(group_interval, 10 s) after the flush. */
  readonly deadlineMs: number;
  readonly repeatIntervalMs: number;
  /** Who goes first where an integration has a backlog: 0 before 1. See `urgencyOf`. */
  readonly urgency: number;
}

/** In the queue there is at most one waiting delivery for each of these. */
export function deliveryKey(delivery: Pick<Delivery, 'groupId' | 'integration'>): string {
  return `${delivery.groupId}|${integrationName(delivery.integration)}`;
}
