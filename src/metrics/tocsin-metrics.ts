import type { MetricMaker } from './metric-maker.js';

export type TocsinMetrics = ReturnType<typeof tocsinMetrics>;

/** What Alertmanager does not have. */
export function tocsinMetrics(make: MetricMaker) {
  return {
    deliveriesWaiting: make.gauge('deliveries_waiting', 'Deliveries that wait for an attempt.'),
    deliveriesSettledTotal: make.counter('deliveries_settled_total', 'Deliveries that came to an end.', ['settlement']),
    /** Every queue, map and body has a bound. */
    boundReachedTotal: make.counter('bound_reached_total', 'How often something was refused or dropped at a bound.', [
      'bound',
    ]),
    storageErrorsTotal: make.counter('storage_errors_total', 'Reads and writes of a store that failed.', ['store']),
    historyBytes: make.gauge('history_bytes', 'What is kept of the past, on disk.'),
    historyRecords: make.gauge('history_records', 'Records that are kept of the past.', ['kind']),
    historyLostTotal: make.counter(
      'history_lost_total',
      'Records of the past that were lost before their time: the disk failed, too many waited for it, or there were too many.',
      ['cause'],
    ),
    storageAvailable: make.gauge('storage_available', 'Whether the shared store answers: 0 or 1.'),
  };
}
