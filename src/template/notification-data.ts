import { type Alert, isResolved } from '../alerts/alert.js';
import { isZeroTime, type Timestamp, ZERO_TIME } from '../clock/timestamp.js';
import { commonLabels } from '../labels/common-labels.js';
import type { LabelSet } from '../labels/label-set.js';

/** What templates are given (Alertmanager's template.Data). Data that a user made up may have any status. */
export interface TemplateData {
  /** The receiver's name, quoted as for a regular expression, as Alertmanager does. */
  readonly receiver: string;
  readonly status: string;
  readonly alerts: readonly TemplateAlert[];
  readonly notificationReason: string;
  readonly groupLabels: LabelSet;
  readonly commonLabels: LabelSet;
  readonly commonAnnotations: LabelSet;
  readonly routeLabels: LabelSet;
  readonly externalURL: string;
}

export interface TemplateAlert {
  readonly status: string;
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly startsAt: Timestamp;
  /** The zero time while the alert fires. */
  readonly endsAt: Timestamp;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

/** What a notification tells: to templates, and to webhooks. */
export interface NotificationData extends TemplateData {
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly NotificationAlert[];
}

export interface NotificationAlert extends TemplateAlert {
  readonly status: 'firing' | 'resolved';
}

/** What a message tells about, from the engine's side. */
export interface NotificationSource {
  readonly receiver: string;
  readonly externalURL: string;
  readonly notificationReason: string;
  readonly groupLabels: LabelSet;
  readonly routeLabels: LabelSet;
  /** In the order in which they are shown. */
  readonly alerts: readonly Alert[];
  /** An alert that ends later than this fires; milliseconds since the epoch. */
  readonly nowMs: number;
}

/** Assembles what templates and webhooks are given. */
export function buildNotificationData(source: NotificationSource): NotificationData {
  const alerts = source.alerts.map((alert) => notificationAlert(alert, source.nowMs));
  return {
    receiver: quoteMeta(source.receiver),
    ...inCommon(alerts),
    alerts,
    notificationReason: source.notificationReason,
    groupLabels: source.groupLabels,
    routeLabels: source.routeLabels,
    externalURL: source.externalURL,
  };
}

/**
 * Keeps the first `max` alerts (0: all); what they have in common is then said of them alone (Alertmanager's
 * `max_alerts`).
 */
export function withoutSurplus(
  data: NotificationData,
  max: number,
): { readonly kept: NotificationData; readonly surplus: number } {
  const surplus = max === 0 ? 0 : Math.max(0, data.alerts.length - max);
  if (surplus === 0) return { kept: data, surplus };
  const alerts = data.alerts.slice(0, max);
  return { kept: { ...data, ...inCommon(alerts), alerts }, surplus };
}

/** What these alerts share. */
export function inCommon(
  alerts: readonly NotificationAlert[],
): Pick<NotificationData, 'status' | 'commonLabels' | 'commonAnnotations'> {
  return {
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    commonLabels: commonLabels(alerts.map(({ labels }) => labels)),
    commonAnnotations: commonLabels(alerts.map(({ annotations }) => annotations)),
  };
}

function notificationAlert(alert: Alert, nowMs: number): NotificationAlert {
  const isOver = isResolved(alert, nowMs) && !isZeroTime(alert.endsAt);
  return {
    status: isOver ? 'resolved' : 'firing',
    labels: alert.labels,
    annotations: alert.annotations,
    startsAt: alert.startsAt,
    endsAt: isOver ? alert.endsAt : ZERO_TIME,
    generatorURL: alert.generatorURL,
    fingerprint: alert.labels.fingerprint,
  };
}

/** Go's regexp.QuoteMeta. */
function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
