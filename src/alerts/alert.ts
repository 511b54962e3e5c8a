import { compareTimestamps, type Timestamp } from '../clock/timestamp.js';
import type { LabelSet } from '../labels/label-set.js';

/** An alert as it was last merged. Immutable: an update makes a new object. */
export interface Alert {
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly startsAt: Timestamp;
  readonly endsAt: Timestamp;
  /** When this server heard of it last. */
  readonly updatedAt: Timestamp;
  /** The end is a guess (resolve_timeout), because the sender gave none. */
  readonly timeout: boolean;
  /** Empty when the sender gave none. */
  readonly generatorURL: string;
}

/** Whether the alert has ended at `now` (milliseconds since the epoch). */
export function isResolved(alert: Alert, nowMs: number): boolean {
  return compareTimestamps(alert.endsAt, { ms: nowMs, nanos: 0, offsetMinutes: 0 }) <= 0;
}
