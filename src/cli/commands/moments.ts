import type { Moment } from '../../template/go-time/format-time.js';
import { parseTime } from '../../template/go-time/parse-time.js';
import { UTC_ZONE } from '../../template/go-time/zone.js';

/** Reads `--start` and `--end`. @throws {Error} with Go's text */
export function rfc3339(text: string): Moment {
  return parseTime('2006-01-02T15:04:05Z07:00', text);
}

/** @param ms since the epoch */
export function utcMoment(ms: number): Moment {
  const unixSeconds = Math.floor(ms / 1000);
  return { unixSeconds, nanos: Math.round((ms - unixSeconds * 1000) * 1e6), zone: UTC_ZONE };
}

/** Milliseconds since the epoch, with a fraction for what is finer. */
export function msOf({ unixSeconds, nanos }: Moment): number {
  return unixSeconds * 1000 + nanos / 1e6;
}

/** Shown in UTC, whatever zone the moment had. @param ms whole milliseconds */
export function later({ unixSeconds, nanos }: Moment, ms: number): Moment {
  const sum = nanos + (ms % 1000) * 1e6;
  const carry = Math.floor(sum / 1e9);
  return { unixSeconds: unixSeconds + Math.trunc(ms / 1000) + carry, nanos: sum - carry * 1e9, zone: UTC_ZONE };
}

export function isAfter(a: Moment, b: Moment): boolean {
  return a.unixSeconds > b.unixSeconds || (a.unixSeconds === b.unixSeconds && a.nanos > b.nanos);
}
