import type { MetricMaker } from './metric-maker.js';

/** What replicas that share their state through Redis have beside the others. */
export function redisMetrics(make: MetricMaker) {
  return {
    up: make.gauge('redis_up', 'Whether Redis answers and takes what is written: 0 or 1.'),
  };
}
