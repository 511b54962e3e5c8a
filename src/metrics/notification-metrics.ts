import type { MetricFeatures, MetricMaker } from './metric-maker.js';

/** Why a notification may fail: the engine's own list, written out here because metrics import nothing above them. */
const FAILURE_REASONS = [
  'other',
  'clientError',
  'serverError',
  'contextCanceled',
  'contextDeadlineExceeded',
  'authError',
  'rateLimited',
] as const;

const SUPPRESSED_REASONS = ['silence', 'inhibition', 'mute_time_interval', 'active_time_interval'] as const;

/** An integration as the metrics name it. */
export interface MeasuredIntegration {
  readonly type: string;
  readonly receiver: string;
}

export function notificationMetrics(make: MetricMaker, features: MetricFeatures) {
  const labels = ['integration', ...(features.receiverName ? (['receiver_name'] as const) : [])] as const;
  const labelsOf = ({
    type,
    receiver,
  }: MeasuredIntegration): Partial<Record<'integration' | 'receiver_name', string>> =>
    features.receiverName ? { integration: type, receiver_name: receiver } : { integration: type };

  const listed = new Set<string>();
  const metrics = {
    notificationsTotal: make.counter('notifications_total', 'Notifications that were begun.', labels),
    notificationsFailedTotal: make.counter('notifications_failed_total', 'Notifications that failed for good.', [
      ...labels,
      'reason',
    ]),
    notificationRequestsTotal: make.counter('notification_requests_total', 'Attempts to send a notification.', labels),
    notificationRequestsFailedTotal: make.counter(
      'notification_requests_failed_total',
      'Attempts to send a notification that failed.',
      labels,
    ),
    notificationsSuppressedTotal: make.counter(
      'notifications_suppressed_total',
      'Alerts left out of a notification because they were muted.',
      ['reason'],
    ),
    notificationLatencySeconds: make.histogram(
      'notification_latency_seconds',
      'Time that an attempt to send a notification took.',
      labels,
      [1, 5, 10, 15, 20],
    ),
    /** The labels of an integration, as the feature flags want them. */
    integrationLabels: labelsOf,
    /**
     * Makes the series of these integrations, so that a first failure is a step from 0. With receiver names in the
     * metrics, series of receivers that are gone are dropped: call it after each reload. Without, all of
     * Alertmanager's types of integration are listed at the start, and others when they are configured; what is there
     * already stays as it is.
     */
    initNotifications(integrations: Iterable<MeasuredIntegration>): void {
      if (features.receiverName) {
        metrics.notificationsTotal.reset();
        metrics.notificationsFailedTotal.reset();
        metrics.notificationRequestsTotal.reset();
        metrics.notificationRequestsFailedTotal.reset();
        metrics.notificationLatencySeconds.reset();
        listed.clear();
      }
      for (const integration of integrations) {
        const own = labelsOf(integration);
        const name = JSON.stringify(own);
        if (listed.has(name)) continue;
        listed.add(name);
        metrics.notificationsTotal.inc(own, 0);
        metrics.notificationRequestsTotal.inc(own, 0);
        metrics.notificationRequestsFailedTotal.inc(own, 0);
        metrics.notificationLatencySeconds.zero(own);
        for (const reason of FAILURE_REASONS) metrics.notificationsFailedTotal.inc({ ...own, reason }, 0);
      }
    },
  };

  for (const reason of SUPPRESSED_REASONS) metrics.notificationsSuppressedTotal.inc({ reason }, 0);
  return metrics;
}
