import { alertHash } from '../labels/alert-hash.js';
import type { NotificationLogEntry } from '../nflog/notification-log.js';
import type { Delivery, FlushedAlert, OwedAlert } from './delivery.js';

/**
 * What becomes of an alert that ends before an integration could be told that it fires.
 * - forget: as in Alertmanager, nobody is told of it
 * - tell: it is told as one that has ended, also where ends are not wanted
 */
export type Undelivered = 'forget' | 'tell';

/** Of these alerts, those that a delivery that is still under way should have told of, and that have ended since. */
export function owedOf(
  { flushedAtMs, alerts: undelivered, owed }: Delivery,
  alerts: readonly FlushedAlert[],
  entry: NotificationLogEntry | undefined,
): readonly OwedAlert[] {
  const since = new Map(
    undelivered
      .filter(({ resolved, muted }) => !resolved && !muted)
      .map(({ alert }) => [alertHash(alert.labels), flushedAtMs]),
  );
  for (const { hash, sinceMs } of owed) since.set(hash, sinceMs);
  const ended = alerts
    .filter(({ resolved }) => resolved)
    .flatMap(({ alert }) => {
      const hash = alertHash(alert.labels);
      const sinceMs = since.get(hash);
      return sinceMs === undefined ? [] : [{ hash, sinceMs }];
    });
  return stillOwed(ended, entry);
}

/** Without those that were told meanwhile: that they fire, or since then that they have ended. */
export function stillOwed(owed: readonly OwedAlert[], entry: NotificationLogEntry | undefined): readonly OwedAlert[] {
  if (entry === undefined || owed.length === 0) return owed;
  const { firing, resolved, sentAtMs } = entry;
  return owed.filter(
    ({ hash, sinceMs }) => !firing.includes(hash) && !(resolved.includes(hash) && sentAtMs >= sinceMs),
  );
}
