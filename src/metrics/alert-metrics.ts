import type { MetricFeatures, MetricMaker } from './metric-maker.js';

/** What comes in through the API, and what is stored. */
export function alertMetrics(make: MetricMaker, features: MetricFeatures) {
  const metrics = {
    /** Set at each scrape: alerts of the groups that have not ended. */
    alerts: make.gauge('alerts', 'How many alerts are in a state, each counted once with its strongest state.', [
      'state',
      ...(features.groupKey ? (['group_key'] as const) : []),
    ]),
    alertsReceivedTotal: make.counter('alerts_received_total', 'Alerts received.', ['status', 'version']),
    alertsInvalidTotal: make.counter('alerts_invalid_total', 'Received alerts that were invalid.', ['version']),
    alertsPerAlertLimit: make.gauge(
      'alerts_per_alert_limit',
      'How many alerts of one name may be stored; 0: no limit.',
    ),
    alertsLimitedTotal: make.counter(
      'alerts_limited_total',
      'Alerts dropped because there were too many of their name.',
      features.alertNames ? (['alertname'] as const) : [],
    ),
    alertsSubscriberChannelWritesTotal: make.counter(
      'alerts_subscriber_channel_writes_total',
      'Stored alerts handed to a part of the engine.',
      ['subscriber'],
    ),
    /** The labels of `alertsLimitedTotal`, as the feature flags want them. */
    alertsLimitedLabels: (alertname: string): Partial<Record<'alertname', string>> =>
      features.alertNames ? { alertname } : {},
  };

  for (const status of ['firing', 'resolved']) metrics.alertsReceivedTotal.inc({ status, version: 'v2' }, 0);
  metrics.alertsInvalidTotal.inc({ version: 'v2' }, 0);
  for (const subscriber of ['dispatcher', 'inhibitor']) {
    metrics.alertsSubscriberChannelWritesTotal.inc({ subscriber }, 0);
  }
  return metrics;
}
