import { compareTimestamps } from '../clock/timestamp.js';
import { type Alert, isResolved } from './alert.js';

/**
 * Whether an update says nothing new of a firing alert: it fires on, and its end is put off at most. Senders repeat an
 * alert like this for as long as it fires, Prometheus about once a minute.
 */
export function isRefresh(known: Alert, updated: Alert): boolean {
  return (
    compareTimestamps(updated.endsAt, known.endsAt) >= 0 &&
    !isResolved(known, updated.updatedAt.ms) &&
    compareTimestamps(updated.startsAt, known.startsAt) === 0 &&
    updated.generatorURL === known.generatorURL &&
    updated.annotations.equals(known.annotations)
  );
}
