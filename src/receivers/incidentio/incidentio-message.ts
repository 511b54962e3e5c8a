import { formatTimestamp, type Timestamp } from '../../clock/timestamp.js';
import { type NotificationData, withoutSurplus } from '../../template/notification-data.js';
import { goJson } from '../go-json.js';

/** What incident.io takes. */
const BODY_BYTES_MAX = 512 * 1024;

/**
 * The body, fields in Alertmanager's order. One that is too large keeps its first alert alone: it makes the same alert at
 * incident.io, whatever the others say. Alertmanager does not count the alerts that are left out so; `truncatedAlerts`
 * does here.
 *
 * @param maxAlerts 0: all
 */
export function incidentioMessage(data: NotificationData, groupKey: string, maxAlerts: number): string {
  const { kept, surplus } = withoutSurplus(data, maxAlerts);
  const whole = encode(kept, groupKey, surplus);
  if (Buffer.byteLength(whole) <= BODY_BYTES_MAX) return whole;
  // Status and common labels stay those of all: the first alert may be over while others fire.
  const alerts = kept.alerts.slice(0, 1);
  return encode({ ...kept, alerts }, groupKey, surplus + kept.alerts.length - alerts.length);
}

function encode(data: NotificationData, groupKey: string, truncatedAlerts: number): string {
  return goJson({
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
    version: '1',
    groupKey,
    truncatedAlerts,
  });
}

function nanoseconds(time: Timestamp): string {
  return formatTimestamp(time, { digits: 9, trim: true });
}
