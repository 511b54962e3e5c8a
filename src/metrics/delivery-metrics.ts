import type { MetricFeatures, MetricMaker } from './metric-maker.js';

/** What waits to be delivered, and what never was, by integration: with the receivers' names where the features want them. */
export function deliveryMetrics(make: MetricMaker, features: MetricFeatures) {
  const labels = ['integration', ...(features.receiverName ? (['receiver_name'] as const) : [])] as const;
  return {
    queueDepth: make.gauge('queue_depth', 'Deliveries that wait or are being attempted.', labels),
    queueOldestSeconds: make.gauge('queue_oldest_seconds', 'How long the oldest of these has waited.', labels),
    deadLetters: make.gauge(
      'dead_letters',
      'Deliveries that were refused for good, and not replayed or dropped.',
      labels,
    ),
  };
}
