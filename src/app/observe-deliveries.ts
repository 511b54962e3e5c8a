import type { IntegrationStatus } from '../api/delivery-desk.js';
import type { Metrics } from '../metrics/metrics.js';
import type { IntegrationKey } from '../nflog/notification-log.js';

export interface ObservedDeliveries {
  readonly statuses: () => readonly IntegrationStatus[];
  /** Dead letters, also of integrations that are not configured any more. */
  readonly dead: () => Iterable<{ readonly integration: IntegrationKey; readonly count: number }>;
  readonly nowMs: () => number;
}

/**
 * Says how much waits, for how long, and what is dead. Without receiver names in the metrics, integrations of one type are
 * counted together.
 */
export function observeDeliveries(metrics: Metrics, { statuses, dead, nowMs }: ObservedDeliveries): void {
  metrics.onScrape(() => {
    const { queueDepth, queueOldestSeconds, deadLetters, integrationLabels } = metrics;
    for (const gauge of [queueDepth, queueOldestSeconds, deadLetters]) gauge.reset();
    const oldest = new Map<string, number>();
    for (const { integration, waiting, running, oldestQueuedAtMs } of statuses()) {
      const labels = integrationLabels(integration);
      queueDepth.inc(labels, waiting + running);
      deadLetters.inc(labels, 0);
      const seconds = oldestQueuedAtMs === undefined ? 0 : Math.max(0, nowMs() - oldestQueuedAtMs) / 1000;
      const key = JSON.stringify(labels);
      oldest.set(key, Math.max(oldest.get(key) ?? 0, seconds));
      queueOldestSeconds.set(labels, oldest.get(key) ?? 0);
    }
    for (const { integration, count } of dead()) deadLetters.inc(integrationLabels(integration), count);
  });
}
