import { countMarks, type Dispatcher, type DispatcherMetrics } from '../grouping/dispatcher.js';
import type { HistoryLoss, HistoryStore } from '../history/history-store.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Delivery } from '../notify/delivery.js';
import type { DeliveryQueue } from '../notify/delivery-queue.js';
import type { NotifyMetrics } from '../notify/notify-metrics.js';
import type { DropReason } from '../notify/stage.js';
import type { Silencer } from '../silences/silencer.js';
import type { Silences } from '../silences/silences.js';

const SUPPRESSED: Readonly<Record<DropReason['kind'], string>> = {
  inhibited: 'inhibition',
  'outside active time': 'active_time_interval',
  'in mute time': 'mute_time_interval',
  silenced: 'silence',
};

/** What the engine counts, under the names of Alertmanager's metrics. */
export interface EngineMetrics {
  readonly notify: NotifyMetrics;
  readonly dispatcher: DispatcherMetrics;
  readonly queue: { dropped(delivery: Delivery): void };
  readonly deadLetters: { dropped(): void };
  readonly template: { boundReached(): void };
  readonly history: { lost(why: HistoryLoss, records: number): void };
  readonly storage: { writeFailed(): void; healthy(isHealthy: boolean): void; boundReached(bound: string): void };
}

export function engineMetrics(metrics: Metrics): EngineMetrics {
  // Counted here, on the hot path: a counter with labels looks its labels up each time.
  let processed = 0;
  metrics.onScrape(() => {
    for (const subscriber of ['dispatcher', 'inhibitor']) {
      metrics.alertsSubscriberChannelWritesTotal.inc({ subscriber }, processed);
    }
    processed = 0;
  });
  return {
    notify: {
      suppressed: (kind) => metrics.notificationsSuppressedTotal.inc({ reason: SUPPRESSED[kind] }),
      notification: (integration) => metrics.notificationsTotal.inc(metrics.integrationLabels(integration)),
      notificationFailed: (integration, reason) =>
        metrics.notificationsFailedTotal.inc({ ...metrics.integrationLabels(integration), reason }),
      request(integration, seconds, failed) {
        const labels = metrics.integrationLabels(integration);
        metrics.notificationLatencySeconds.observe(labels, seconds);
        metrics.notificationRequestsTotal.inc(labels);
        if (failed) metrics.notificationRequestsFailedTotal.inc(labels);
      },
      settled: (settlement) => metrics.deliveriesSettledTotal.inc({ settlement }),
      logQuery(seconds, isFound) {
        metrics.nflogQueriesTotal.inc();
        // Alertmanager counts a look-up that finds nothing as an error; dashboards know it so.
        if (!isFound) metrics.nflogQueryErrorsTotal.inc();
        metrics.nflogQueryDurationSeconds.observe(seconds);
      },
    },
    dispatcher: {
      alertProcessed(seconds) {
        metrics.dispatcherAlertProcessingDurationSeconds.observe(seconds);
        metrics.alertsSubscriberChannelWritesTotal.inc({ subscriber: 'dispatcher' });
        metrics.alertsSubscriberChannelWritesTotal.inc({ subscriber: 'inhibitor' });
      },
      groupLimitReached() {
        metrics.dispatcherAggregationGroupLimitReachedTotal.inc();
        metrics.boundReachedTotal.inc({ bound: 'aggregation_groups' });
      },
    },
    queue: { dropped: () => metrics.boundReachedTotal.inc({ bound: 'deliveries' }) },
    deadLetters: { dropped: () => metrics.boundReachedTotal.inc({ bound: 'dead_letters' }) },
    template: { boundReached: () => metrics.boundReachedTotal.inc({ bound: 'template' }) },
    history: { lost: (cause, records) => metrics.historyLostTotal.inc({ cause }, records) },
    storage: {
      writeFailed: () => metrics.storageErrorsTotal.inc({ store: 'embedded' }),
      healthy: (isHealthy) => metrics.storageAvailable.set(isHealthy ? 1 : 0),
      boundReached: (bound) => metrics.boundReachedTotal.inc({ bound }),
    },
  };
}

export interface Observed {
  readonly dispatcher: () => Dispatcher;
  readonly silences: Silences;
  readonly silencer: Silencer;
  readonly queue: DeliveryQueue;
  readonly history: Pick<HistoryStore, 'size'>;
  readonly nowMs: () => number;
  readonly isGroupKeyShown: boolean;
}

/** Sets the gauges that cost something to know when somebody asks for them. */
export function observe(metrics: Metrics, observed: Observed): void {
  const { dispatcher, silences, silencer, queue, history, nowMs, isGroupKeyShown } = observed;
  metrics.onScrape(() => {
    const now = nowMs();
    metrics.dispatcherAggregationGroups.set(dispatcher().groupCount);
    metrics.alerts.reset();
    if (isGroupKeyShown) {
      for (const group of dispatcher().groups()) {
        for (const [state, count] of Object.entries(countMarks([group], now))) {
          metrics.alerts.set({ state, group_key: group.groupKey }, count);
        }
      }
    } else {
      for (const [state, count] of Object.entries(countMarks(dispatcher().groups(), now))) {
        metrics.alerts.set({ state }, count);
      }
    }
    const counts = silences.count(now);
    for (const [state, count] of Object.entries(counts)) metrics.silences.set({ state }, count);
    const kept = counts.active + counts.pending + counts.expired;
    // Every silence is kept, compiled and indexed.
    for (const size of [
      metrics.silencesStateSize,
      metrics.silencesMatcherIndexSize,
      metrics.silencesVersionIndexSize,
    ]) {
      size.set(kept);
    }
    metrics.silencesQueriesTotal.reset();
    metrics.silencesQueriesTotal.inc(silencer.queries);
    const { bytes, records } = history.size();
    metrics.historyBytes.set(bytes);
    for (const [kind, count] of Object.entries(records)) metrics.historyRecords.set({ kind }, count);
    metrics.deliveriesWaiting.set(queue.list().length);
  });
}
