import type { MetricMaker } from './metric-maker.js';

export function nflogMetrics(make: MetricMaker) {
  return {
    nflogGcDurationSeconds: make.summary('nflog_gc_duration_seconds', 'Time to collect expired log entries.'),
    nflogSnapshotDurationSeconds: make.summary('nflog_snapshot_duration_seconds', 'Time to make the log durable.'),
    nflogSnapshotSizeBytes: make.gauge('nflog_snapshot_size_bytes', 'Size of the stored notification log.'),
    nflogMaintenanceTotal: make.counter('nflog_maintenance_total', 'How often the notification log was maintained.'),
    nflogMaintenanceErrorsTotal: make.counter('nflog_maintenance_errors_total', 'How often that failed.'),
    nflogQueriesTotal: make.counter('nflog_queries_total', 'Look-ups in the notification log.'),
    nflogQueryErrorsTotal: make.counter('nflog_query_errors_total', 'Look-ups that failed or found nothing.'),
    nflogQueryDurationSeconds: make.histogram('nflog_query_duration_seconds', 'Time of a look-up in the log.'),
    nflogGossipMessagesPropagatedTotal: make.counter(
      'nflog_gossip_messages_propagated_total',
      'Log entries of other replicas that were taken over.',
    ),
  };
}
