import { compareTimestamps, type Timestamp } from '../clock/timestamp.js';
import { type Alert, isResolved } from './alert.js';

/**
 * What is stored when an alert comes in and one of the same labels is known: they are one where their times overlap,
 * otherwise the new one takes its place (Alertmanager, provider/mem and alert.Merge).
 */
export function mergeAlert(stored: Alert | undefined, incoming: Alert, nowMs: number): Alert {
  if (stored === undefined || !overlap(stored, incoming)) return incoming;
  const isStoredYounger = compareTimestamps(stored.updatedAt, incoming.updatedAt) > 0;
  return isStoredYounger ? merge(incoming, stored, nowMs) : merge(stored, incoming, nowMs);
}

/** The incoming alert starts or ends strictly inside the stored one. */
function overlap(stored: Alert, incoming: Alert): boolean {
  const isInside = (time: Timestamp) =>
    compareTimestamps(time, stored.startsAt) > 0 && compareTimestamps(time, stored.endsAt) < 0;
  return isInside(incoming.endsAt) || isInside(incoming.startsAt);
}

function merge(older: Alert, younger: Alert, nowMs: number): Alert {
  const { labels, annotations, updatedAt, timeout, generatorURL } = younger;
  const startsAt = compareTimestamps(older.startsAt, younger.startsAt) < 0 ? older.startsAt : younger.startsAt;
  return { labels, annotations, startsAt, endsAt: endOf(older, younger, nowMs), updatedAt, timeout, generatorURL };
}

function endOf(older: Alert, younger: Alert, nowMs: number): Timestamp {
  const isOlderLater = compareTimestamps(older.endsAt, younger.endsAt) > 0;
  if (isResolved(younger, nowMs)) {
    return isOlderLater && isResolved(older, nowMs) ? older.endsAt : younger.endsAt;
  }
  // An end that was only guessed does not outlast one that was told.
  return isOlderLater && !older.timeout ? older.endsAt : younger.endsAt;
}
