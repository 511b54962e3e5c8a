/**
 * A moment as it was written: milliseconds since the epoch, the nanoseconds below them, and the zone offset.
 * Alertmanager keeps the offset and the nanoseconds of a posted alert and shows them in notifications.
 */
export interface Timestamp {
  /** Milliseconds since the Unix epoch, rounded down. */
  readonly ms: number;
  /** 0 to 999 999: nanoseconds within the millisecond. */
  readonly nanos: number;
  /** Minutes east of UTC. */
  readonly offsetMinutes: number;
}

/** Go's zero time, 0001-01-01T00:00:00Z, which stands for "not set" on the wire. */
export const ZERO_TIME: Timestamp = { ms: -62_135_596_800_000, nanos: 0, offsetMinutes: 0 };

export function isZeroTime(time: Timestamp): boolean {
  return time.ms === ZERO_TIME.ms && time.nanos === 0;
}

export function utc(ms: number): Timestamp {
  return { ms, nanos: 0, offsetMinutes: 0 };
}

/** A moment made by this server, in its local zone, as Alertmanager makes them. */
export function local(ms: number): Timestamp {
  // JavaScript counts minutes west of UTC. Adding 0 turns -0 into 0.
  return { ms, nanos: 0, offsetMinutes: -new Date(ms).getTimezoneOffset() + 0 };
}

/** Negative, zero or positive, as `a` is before, at or after `b`. */
export function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return a.ms - b.ms || a.nanos - b.nanos;
}

/** RFC 3339 with `fraction` digits, cut and not rounded; `trim` drops trailing zeros as Go's RFC3339Nano does. */
export function formatTimestamp(time: Timestamp, fraction: { digits: 3 } | { digits: 9; trim: true }): string {
  const shown = new Date(time.ms + time.offsetMinutes * 60_000).toISOString();
  const year = time.ms === ZERO_TIME.ms ? '0001-01-01T00:00:00' : shown.slice(0, -5);
  const millis = shown.slice(-4, -1);
  if (fraction.digits === 3) return `${year}.${millis}${zone(time.offsetMinutes)}`;
  const digits = `${millis}${String(time.nanos).padStart(6, '0')}`.replace(/0+$/, '');
  return `${year}${digits === '' ? '' : `.${digits}`}${zone(time.offsetMinutes)}`;
}

function zone(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'Z';
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
