import { alertHash } from '../labels/alert-hash.js';
import type { NotificationLogEntry } from '../nflog/notification-log.js';
import type { Delivery, FlushedAlert, OwedAlert } from './delivery.js';

/**
 * What becomes of an alert that ends before an integration could be told that it fires.
 * - forget: as in Alertmanager, nobody is told of it
 * - tell: it is told as one that has ended, also where ends are not wanted
 */
export type Undelivered = 'forget' | 'tell';

/** What an integration that has a delivery under way waits for, beside what the notification log knows. */
export interface Expected {
  /** Alerts that have ended, and whose end it is told. */
  readonly owed: readonly OwedAlert[];
  /** Alerts that fire, and whose end it is to be told. */
  readonly unsure: readonly OwedAlert[];
}

export const NOTHING_EXPECTED: Expected = { owed: [], unsure: [] };

/**
 * Of these alerts, those whose end an integration has to be told although the log does not say that it was told of them:
 * always where it is unsure whether it was, and where nothing is forgotten, those that a delivery under way should have
 * told of.
 */
export function expectedAfter(
  pending: Delivery,
  alerts: readonly FlushedAlert[],
  entry: NotificationLogEntry | undefined,
  { undelivered, sendResolved }: { readonly undelivered: Undelivered; readonly sendResolved: boolean },
): Expected {
  const unsure = new Map((sendResolved ? pending.unsure : []).map(({ hash, sinceMs }) => [hash, sinceMs]));
  const since = new Map([
    ...(undelivered === 'tell' ? firingOf(pending) : []).map(({ hash, sinceMs }) => [hash, sinceMs] as const),
    ...unsure,
    ...pending.owed.map(({ hash, sinceMs }) => [hash, sinceMs] as const),
  ]);
  const expected = (isEnded: boolean, from: ReadonlyMap<string, number>) => {
    const found = alerts
      .filter(({ resolved }) => resolved === isEnded)
      .flatMap(({ alert }) => {
        const hash = alertHash(alert.labels);
        const sinceMs = from.get(hash);
        return sinceMs === undefined ? [] : [{ hash, sinceMs }];
      });
    return stillOwed(found, entry);
  };
  return { owed: expected(true, since), unsure: expected(false, unsure) };
}

/**
 * A delivery that outlived its process. It may have been on the wire: what it told, if it did, goes on being expected.
 */
export function survivorOf(delivery: Delivery): Delivery {
  const known = new Set(delivery.unsure.map(({ hash }) => hash));
  return { ...delivery, unsure: [...delivery.unsure, ...firingOf(delivery).filter(({ hash }) => !known.has(hash))] };
}

function firingOf({ flushedAtMs, alerts }: Delivery): readonly OwedAlert[] {
  return alerts
    .filter(({ resolved, muted }) => !resolved && !muted)
    .map(({ alert }) => ({ hash: alertHash(alert.labels), sinceMs: flushedAtMs }));
}

/** Without those that were told meanwhile: that they fire, or since then that they have ended. */
export function stillOwed(owed: readonly OwedAlert[], entry: NotificationLogEntry | undefined): readonly OwedAlert[] {
  if (entry === undefined || owed.length === 0) return owed;
  const { firing, resolved, sentAtMs } = entry;
  return owed.filter(
    ({ hash, sinceMs }) => !firing.includes(hash) && !(resolved.includes(hash) && sentAtMs >= sinceMs),
  );
}
