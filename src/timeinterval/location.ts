/** The clock on the wall at a place. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Sunday is 0. */
  readonly weekday: number;
  /** After midnight. */
  readonly minute: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * Refuses what Go's time.LoadLocation refuses.
 *
 * @throws {Error} with Go's message
 */
export function checkLocation(name: string): void {
  if (name === '' || name === 'UTC' || name === 'Local') return;
  if (name.includes('..') || name.startsWith('/') || name.includes('\\'))
    throw new Error('time: invalid location name');
  if (!isZone(name)) throw new Error(`unknown time zone ${name}`);
}

/** @param location an IANA name, `UTC`, `Local`; undefined and empty mean UTC */
export function wallTime(ms: number, location: string | undefined): WallTime {
  const shifted = new Date(ms + offsetMs(ms, location));
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    minute: shifted.getUTCHours() * 60 + shifted.getUTCMinutes(),
  };
}

function offsetMs(ms: number, location: string | undefined): number {
  if (location === undefined || location === '' || location === 'UTC') return 0;
  if (location === 'Local') return -new Date(ms).getTimezoneOffset() * 60_000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter(location).formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

/** Making one costs a hundred times what using it does. There are as many as there are time zones. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = formatters.get(timeZone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, known);
  }
  return known;
}

/** Intl does not mind upper and lower case, Go's files do. */
function isZone(name: string): boolean {
  try {
    const { timeZone } = formatter(name).resolvedOptions();
    const isMisspelt = timeZone !== name && timeZone.toLowerCase() === name.toLowerCase();
    return !isMisspelt && !/(^|\/)[a-z]/.test(name) && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
