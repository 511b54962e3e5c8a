import type { IntegrationStatus } from '../api/delivery-desk.js';
import type { Metrics } from '../metrics/metrics.js';

/**
 * Says how much waits, for how long, and what is dead. Without receiver names in the metrics, integrations of one type are
 * counted together.
 */
export function observeDeliveries(
  metrics: Metrics,
  statuses: () => readonly IntegrationStatus[],
  nowMs: () => number,
): void {
  metrics.onScrape(() => {
    const { queueDepth, queueOldestSeconds, deadLetters, integrationLabels } = metrics;
    for (const gauge of [queueDepth, queueOldestSeconds, deadLetters]) gauge.reset();
    const oldest = new Map<string, number>();
    for (const { integration, waiting, running, oldestQueuedAtMs, deadLetters: dead } of statuses()) {
      const labels = integrationLabels(integration);
      queueDepth.inc(labels, waiting + running);
      deadLetters.inc(labels, dead);
      const seconds = oldestQueuedAtMs === undefined ? 0 : Math.max(0, nowMs() - oldestQueuedAtMs) / 1000;
      const key = JSON.stringify(labels);
      oldest.set(key, Math.max(oldest.get(key) ?? 0, seconds));
      queueOldestSeconds.set(labels, oldest.get(key) ?? 0);
    }
  });
}
