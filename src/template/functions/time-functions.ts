import { GoError, type GoFunction } from '../engine/go-function.js';
import { STRING } from '../engine/go-type.js';
import { type GoValue, stringOf } from '../engine/go-value.js';
import { clampInt64 } from '../go-time/duration-text.js';
import { durationValue } from '../go-time/duration-type.js';
import { formatTime } from '../go-time/format-time.js';
import { parseTime, TimeParseError } from '../go-time/parse-time.js';
import { timeOf } from '../go-time/time-methods.js';
import { GoTime, TIME, zeroTime } from '../go-time/time-value.js';
import { namedZone, type Zone } from '../go-time/zone.js';

/** What the functions of time need of the world. */
export interface TimeSource {
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** The zone that `now` is in and that `Local` means. */
  readonly localZone: Zone;
}

/** `date`, `tz`, `now`, `since`, `toDate` and `mustToDate`. */
export function timeFunctions({ nowMs, localZone }: TimeSource): Readonly<Record<string, GoFunction>> {
  const now = () => momentOf(nowMs(), localZone);
  return {
    date: { params: [STRING, TIME], call: ([layout, time]) => formatTime(timeOf(time), text(layout)) },
    tz: { params: [STRING, TIME], call: ([name, time]) => timeOf(time).in(zoneCalled(text(name), localZone)) },
    now: { params: [], call: now },
    since: {
      params: [TIME],
      call: ([time]) => durationValue(clampInt64(now().unixNanos - timeOf(time).unixNanos)),
    },
    toDate: {
      params: [STRING, STRING],
      call: ([layout, value]) => orZeroTime(() => parsed(text(layout), text(value), localZone), localZone),
    },
    mustToDate: {
      params: [STRING, STRING],
      call: ([layout, value]) => parsed(text(layout), text(value), localZone),
    },
  };
}

function momentOf(ms: number, zone: Zone): GoTime {
  const seconds = Math.floor(ms / 1000);
  return new GoTime(seconds, Math.round((ms - seconds * 1000) * 1e6), zone, zone);
}

function zoneCalled(name: string, local: Zone): Zone {
  if (name === 'Local') return local;
  const zone = namedZone(name);
  if (zone === undefined) throw new GoError(`unknown time zone ${name}`);
  return zone;
}

function parsed(layout: string, value: string, local: Zone): GoTime {
  try {
    const { unixSeconds, nanos, zone } = parseTime(layout, value);
    return new GoTime(unixSeconds, nanos, zone, local);
  } catch (error) {
    if (error instanceof TimeParseError) throw new GoError(error.message, { cause: error });
    throw error;
  }
}

function orZeroTime(parse: () => GoTime, local: Zone): GoTime {
  try {
    return parse();
  } catch (error) {
    if (error instanceof GoError) return zeroTime(local);
    throw error;
  }
}

function text(value: GoValue): string {
  return stringOf(value) ?? '';
}
