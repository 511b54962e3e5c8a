import type { Delivery, FlushedAlert, NotificationReason } from './delivery.js';

/** Who keeps a record of notifications; absent where nobody does. */
export interface DeliveryEvents {
  /** An integration has taken a notification. @param alerts those that it was told of */
  notified(delivery: Delivery, alerts: readonly FlushedAlert[], reason: NotificationReason): void;
}
