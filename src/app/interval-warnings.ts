import { formatDuration } from '../duration/duration.js';
import type { Logger } from '../log/logger.js';
import type { Route } from '../routing/route.js';

/** Tells of repeat intervals that will not do what they say (Alertmanager warns of the same). */
export function warnOfIntervals(routes: Iterable<Route>, retentionMs: number, logger: Logger): void {
  for (const { key: route, repeatIntervalMs, groupIntervalMs } of routes) {
    const repeat_interval = formatDuration(repeatIntervalMs);
    if (repeatIntervalMs > retentionMs) {
      logger.warn(
        'repeat_interval is greater than the data retention period. It can lead to notifications being repeated more often than expected.',
        { repeat_interval, retention: formatDuration(retentionMs), route },
      );
    }
    if (repeatIntervalMs < groupIntervalMs) {
      logger.warn(
        'repeat_interval is less than group_interval. Notifications will not repeat until the next group_interval.',
        { repeat_interval, group_interval: formatDuration(groupIntervalMs), route },
      );
    }
  }
}
