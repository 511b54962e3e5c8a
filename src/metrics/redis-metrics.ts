import type { MetricMaker } from './metric-maker.js';

export type RedisMetrics = ReturnType<typeof redisMetrics>;

/** What replicas that share their state through Redis have beside the others. */
export function redisMetrics(make: MetricMaker) {
  return {
    redisUp: make.gauge('redis_up', 'Whether Redis answers and takes what is written: 0 or 1.'),
    deliveriesFellBackTotal: make.counter(
      'redis_deliveries_fell_back_total',
      'Deliveries that the replica made that had decided on them, as Redis was away.',
    ),
    deliveriesTakenOverTotal: make.counter(
      'redis_deliveries_taken_over_total',
      'Deliveries that were taken over from a replica that was not heard of any more.',
    ),
  };
}
