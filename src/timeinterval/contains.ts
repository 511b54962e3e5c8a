import { type WallTime, wallTime } from './location.js';
import type { Range, TimeInterval } from './time-interval.js';

/** Whether a moment (milliseconds since the epoch) falls in the interval. */
export function contains(interval: TimeInterval, atMs: number): boolean {
  const at = wallTime(atMs, interval.location);
  return (
    holds(interval.times, ({ startMinute, endMinute }) => at.minute >= startMinute && at.minute < endMinute) &&
    holds(interval.daysOfMonth, (range) => isInDays(range, at)) &&
    holds(interval.months, (range) => isIn(range, at.month)) &&
    holds(interval.weekdays, (range) => isIn(range, at.weekday)) &&
    holds(interval.years, (range) => isIn(range, at.year))
  );
}

/** An absent field always holds; an empty list never does. */
function holds<T>(items: readonly T[] | undefined, isHit: (item: T) => boolean): boolean {
  return items === undefined || items.some(isHit);
}

function isIn({ begin, end }: Range, value: number): boolean {
  return value >= begin && value <= end;
}

/** Negative days count from the month's end. A range that begins after the month's last day is not in that month. */
function isInDays({ begin, end }: Range, { year, month, day }: WallTime): boolean {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (begin > days) return false;
  const first = begin < 0 ? days + begin + 1 : begin;
  const last = end < 0 ? days + end + 1 : end;
  return day >= clamp(first, days) && day <= clamp(last, days);
}

function clamp(day: number, days: number): number {
  return Math.max(-days, Math.min(day, days));
}
