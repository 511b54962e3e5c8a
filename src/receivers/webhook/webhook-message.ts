import { formatTimestamp, type Timestamp } from '../../clock/timestamp.js';
import type { NotificationData } from '../../template/notification-data.js';

/** The body, fields in Alertmanager's order: programs that read it as text count on that. */
export function webhookMessage(data: NotificationData, groupKey: string, truncatedAlerts: number): unknown {
  return {
    receiver: data.receiver,
    status: data.status,
    alerts: data.alerts.map((alert) => ({
      status: alert.status,
      labels: alert.labels,
      annotations: alert.annotations,
      startsAt: nanoseconds(alert.startsAt),
      endsAt: nanoseconds(alert.endsAt),
      generatorURL: alert.generatorURL,
      fingerprint: alert.fingerprint,
    })),
    notification_reason: data.notificationReason,
    groupLabels: data.groupLabels,
    commonLabels: data.commonLabels,
    commonAnnotations: data.commonAnnotations,
    routeLabels: data.routeLabels,
    externalURL: data.externalURL,
    version: '4',
    groupKey,
    truncatedAlerts,
  };
}

function nanoseconds(time: Timestamp): string {
  return formatTimestamp(time, { digits: 9, trim: true });
}
