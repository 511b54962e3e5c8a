import type { NotificationReason } from '../notify/delivery.js';
import type { HistoryRecord } from './history-store.js';
import type { MuteCause } from './mute-cause.js';
import type { RoutePath } from './route-path.js';

/** A group as an event of an alert names it. */
export interface EventGroup {
  readonly groupId: string;
  readonly groupKey: string;
  readonly receiver: string;
}

/** What happened to an alert; to be sent again as it was is nothing. Times are milliseconds since the epoch. */
export type AlertHappening =
  /** The server heard of it. */
  | { readonly kind: 'fired'; readonly startsAtMs: number }
  | ({
      readonly kind: 'grouped';
      /** The process is another: groups of the one before are only those that it is put into again. */
      readonly anew?: true;
      readonly route: RoutePath;
      readonly groupLabels: Readonly<Record<string, string>>;
    } & EventGroup)
  /** A configuration was applied by which it is not in this group. */
  | ({ readonly kind: 'ungrouped' } & EventGroup)
  | ({ readonly kind: 'muted'; readonly by: MuteCause; readonly flushId: string } & EventGroup)
  | ({ readonly kind: 'unmuted'; readonly flushId: string } & EventGroup)
  /** An integration has taken a message that says of it what it did not say before. */
  | ({
      readonly kind: 'told';
      /** `slack[0]` */
      readonly integration: string;
      readonly status: 'firing' | 'resolved';
      readonly reason: NotificationReason;
      readonly deliveryId: string;
    } & EventGroup)
  /** @param isTimeout nobody said so: it was not sent again in time */
  | { readonly kind: 'resolved'; readonly isTimeout: boolean }
  /** Over, and forgotten. */
  | { readonly kind: 'collected' };

export const ALERT_EVENT_KINDS = [
  'fired',
  'grouped',
  'ungrouped',
  'muted',
  'unmuted',
  'told',
  'resolved',
  'collected',
] as const;

export type AlertEventKind = AlertHappening['kind'] & (typeof ALERT_EVENT_KINDS)[number];

export interface AlertEvent {
  readonly id: string;
  readonly atMs: number;
  readonly fingerprint: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly happening: AlertHappening;
}

/** As it is stored. */
export type StoredAlertEvent = Pick<AlertEvent, 'fingerprint' | 'labels' | 'happening'>;

export function alertEventOf({ id, atMs, value }: HistoryRecord): AlertEvent {
  const { fingerprint, labels, happening } = value as StoredAlertEvent;
  return { id, atMs, fingerprint, labels, happening };
}
