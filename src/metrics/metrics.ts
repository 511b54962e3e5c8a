import { collectDefaultMetrics, Registry } from 'prom-client';
import { alertMetrics } from './alert-metrics.js';
import { clusterMetrics } from './cluster-metrics.js';
import { type BuildLabels, configMetrics } from './config-metrics.js';
import { deliveryMetrics } from './delivery-metrics.js';
import { dispatcherMetrics } from './dispatcher-metrics.js';
import { eventMetrics } from './event-metrics.js';
import { httpMetrics } from './http-metrics.js';
import { type MetricFeatures, MetricMaker } from './metric-maker.js';
import { nflogMetrics } from './nflog-metrics.js';
import { notificationMetrics } from './notification-metrics.js';
import { redisMetrics } from './redis-metrics.js';
import { silenceMetrics } from './silence-metrics.js';
import { toOpenMetrics } from './to-open-metrics.js';
import { tocsinMetrics } from './tocsin-metrics.js';

export interface MetricsOptions {
  readonly features: MetricFeatures;
  readonly isClusterOn: boolean;
  readonly build: BuildLabels;
}

export type Exposition = 'text' | 'openmetrics';

/** Every metric of the process, each under its name without the prefix. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Makes the metrics in a registry of their own: two servers in one process do not share one. */
export function createMetrics({ features, isClusterOn, build }: MetricsOptions) {
  const registry = new Registry();
  const make = new MetricMaker(registry, 'alertmanager_');
  const scrapeListeners: (() => void)[] = [];

  return {
    ...alertMetrics(make, features),
    ...dispatcherMetrics(make),
    ...notificationMetrics(make, features),
    ...nflogMetrics(make),
    ...silenceMetrics(make),
    ...clusterMetrics(make, isClusterOn),
    ...httpMetrics(make, registry),
    ...configMetrics(make, build),
    ...tocsinMetrics(new MetricMaker(registry, 'tocsin_')),
    ...deliveryMetrics(new MetricMaker(registry, 'tocsin_'), features),

    /** Adds those of a replica. To be called once, where state is shared. */
    forRedis: () => redisMetrics(new MetricMaker(registry, 'tocsin_')),

    /** Adds the event recorder's. To be called once, where it is turned on. */
    forEvents: () => eventMetrics(make),

    /** Runs before each scrape: the place to set gauges that cost something to know. */
    onScrape(run: () => void): void {
      scrapeListeners.push(run);
    },

    /** Adds `process_*` and `nodejs_*`. They read the operating system, so tests leave them out. */
    collectProcessMetrics(): void {
      // The event loop's delay is measured with a timer: a finer one costs more idle time than all the rest.
      collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 500 });
    },

    /** The whole page of metrics. */
    async render(exposition: Exposition): Promise<string> {
      for (const run of scrapeListeners) run();
      const text = await registry.metrics();
      return exposition === 'text' ? text : toOpenMetrics(text);
    },
  };
}
