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

const MINUTE_MS = 60_000;

/**
 * Refuses what Go's time.LoadLocation refuses.
 *
 * @throws {Error} with Go's message
 */
export function checkLocation(name: string): void {
  if (name === '' || name === 'UTC' || name === 'Local') return;
  if (/^[/\\]|\.\./.test(name)) throw new Error('time: invalid location name');
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
  if (location === 'Local') return -new Date(ms).getTimezoneOffset() * MINUTE_MS;
  const zone = zoneOf(location);
  const minute = Math.floor(ms / MINUTE_MS);
  if (zone.minute !== minute) {
    zone.minute = minute;
    zone.offsetMs = computeOffsetMs(zone.formatter, minute * MINUTE_MS);
  }
  return zone.offsetMs;
}

/** A formatter costs a hundred times what using it does, and using it a hundred times what the rest here does. */
interface Zone {
  readonly formatter: Intl.DateTimeFormat;
  /** Minutes since the epoch for which the offset is known. Clocks are put forward and back between minutes. */
  minute: number;
  offsetMs: number;
}

/** As many as there are time zones in the configurations that were loaded. */
const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = { formatter: newFormatter(name), minute: Number.NaN, offsetMs: 0 };
    zones.set(name, zone);
  }
  return zone;
}

function newFormatter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

function computeOffsetMs(formatter: Intl.DateTimeFormat, ms: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - ms;
}

/** Three capitals that Intl knows from Java and the time zone database does not have. */
const FROM_JAVA =
  /^(ACT|AET|AGT|ART|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|IET|IST|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST|SystemV\/.*)$/;

/** Intl does not mind upper and lower case, Go's files do. No zone has five capitals in a row, or begins with `+`. */
function isZone(name: string): boolean {
  if (FROM_JAVA.test(name) || /(^|\/)[a-z]|[A-Z]{5}|^[+-]/.test(name)) return false;
  try {
    const { timeZone } = newFormatter(name).resolvedOptions();
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
