import type { Delivery, FlushedAlert, NotificationReason } from '../notify/delivery.js';
import { buildNotificationData, type NotificationData } from '../template/notification-data.js';

/** What the notifier of a delivery is given. Whether an alert fires was decided when its group was flushed. */
export function deliveryDataOf(
  { integration, groupLabels, routeLabels, flushedAtMs }: Delivery,
  alerts: readonly FlushedAlert[],
  notificationReason: NotificationReason,
  externalURL: string,
): NotificationData {
  return buildNotificationData({
    receiver: integration.receiver,
    externalURL,
    notificationReason,
    groupLabels,
    routeLabels,
    alerts: alerts.map(({ alert }) => alert),
    nowMs: flushedAtMs,
  });
}
