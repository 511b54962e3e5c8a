import type { MetricMaker } from './metric-maker.js';

export function silenceMetrics(make: MetricMaker) {
  const metrics = {
    /** Set at each scrape. */
    silences: make.gauge('silences', 'How many silences are in a state.', ['state']),
    silencesGcDurationSeconds: make.summary('silences_gc_duration_seconds', 'Time to collect expired silences.'),
    silencesGcErrorsTotal: make.counter('silences_gc_errors_total', 'How often collecting silences failed.'),
    silencesSnapshotDurationSeconds: make.summary(
      'silences_snapshot_duration_seconds',
      'Time to make the silences durable.',
    ),
    silencesSnapshotSizeBytes: make.gauge('silences_snapshot_size_bytes', 'Size of the stored silences.'),
    silencesMaintenanceTotal: make.counter('silences_maintenance_total', 'How often the silences were maintained.'),
    silencesMaintenanceErrorsTotal: make.counter('silences_maintenance_errors_total', 'How often that failed.'),
    silencesMatcherCompileErrorsTotal: make.counter(
      'silences_matcher_compile_errors_total',
      'Stored silences whose matchers do not compile.',
      ['stage'],
    ),
    silencesQueriesTotal: make.counter('silences_queries_total', 'Queries of the silences.'),
    silencesQueryErrorsTotal: make.counter('silences_query_errors_total', 'Queries of the silences that failed.'),
    silencesQueryDurationSeconds: make.histogram('silences_query_duration_seconds', 'Time of a query of the silences.'),
    silencesQuerySilencesScannedTotal: make.counter(
      'silences_query_silences_scanned_total',
      'Silences that queries had to look at.',
    ),
    silencesQuerySilencesSkippedTotal: make.counter(
      'silences_query_silences_skipped_total',
      'Silences that queries could leave out.',
    ),
    silencesGossipMessagesPropagatedTotal: make.counter(
      'silences_gossip_messages_propagated_total',
      'Silences of other replicas that were taken over.',
    ),
    silencesStateSize: make.gauge('silences_state_size', 'How many silences are kept.'),
    silencesMatcherIndexSize: make.gauge('silences_matcher_index_size', 'How many silences have compiled matchers.'),
    silencesVersionIndexSize: make.gauge('silences_version_index_size', 'How many versions of silences are indexed.'),
  };

  for (const state of ['active', 'pending', 'expired']) metrics.silences.set({ state }, 0);
  for (const stage of ['index', 'load_snapshot']) metrics.silencesMatcherCompileErrorsTotal.inc({ stage }, 0);
  return metrics;
}
