import type { MetricMaker } from './metric-maker.js';

export function dispatcherMetrics(make: MetricMaker) {
  return {
    dispatcherAggregationGroups: make.gauge('dispatcher_aggregation_groups', 'Number of aggregation groups.'),
    dispatcherAlertProcessingDurationSeconds: make.summary(
      'dispatcher_alert_processing_duration_seconds',
      'Time to route and group an alert.',
    ),
    dispatcherAggregationGroupLimitReachedTotal: make.counter(
      'dispatcher_aggregation_group_limit_reached_total',
      'How often an alert needed a new aggregation group and there were too many.',
    ),
    dispatcherAggregationGroupCreationRetriesTotal: make.counter(
      'dispatcher_aggregation_group_creation_retries_total',
      'How often making an aggregation group was tried again.',
    ),
    dispatcherAggregationGroupCreationGivenUpTotal: make.counter(
      'dispatcher_aggregation_group_creation_given_up_total',
      'How often making an aggregation group was given up.',
    ),
  };
}
