import { toBytes } from '../engine/go-string.js';
import { type GoType, INT, INT64, STRING, sliceOf, UINT8 } from '../engine/go-type.js';
import { GoBasic, GoPointer, GoSlice, type GoValue, integerOf } from '../engine/go-value.js';
import { daysFromDate } from './calendar.js';
import { clampInt64 } from './duration-text.js';
import { DURATION, durationValue } from './duration-type.js';
import { formatTime } from './format-time.js';
import {
  GoLocation,
  GoTime,
  LOCATION,
  MONTH,
  NANOS,
  TIME,
  timeMethods,
  WEEKDAY,
  ZERO_SECONDS,
  zoneOf,
} from './time-value.js';
import { UTC_ZONE } from './zone.js';

const BYTES = sliceOf(UINT8);
const STRING_LAYOUT = '2006-01-02 15:04:05.999999999 -0700 MST';

const int = (value: number) => BigInt(value);
const int64 = (value: bigint) => new GoBasic(INT64, value);

method('After', [TIME], (time, [other]) => time.unixNanos > timeOf(other).unixNanos);
method('Before', [TIME], (time, [other]) => time.unixNanos < timeOf(other).unixNanos);
method('Equal', [TIME], (time, [other]) => time.unixNanos === timeOf(other).unixNanos);
method('Compare', [TIME], (time, [other]) => {
  const difference = time.unixNanos - timeOf(other).unixNanos;
  return difference > 0n ? 1n : difference < 0n ? -1n : 0n;
});
method('IsZero', [], (time) => time.isZero);
method('IsDST', [], isDaylightSaving);
method('Year', [], (time) => int(time.civil.year));
method('Month', [], (time) => new GoBasic(MONTH, int(time.civil.month)));
method('Day', [], (time) => int(time.civil.day));
method('Weekday', [], (time) => new GoBasic(WEEKDAY, int(time.civil.weekday)));
method('YearDay', [], (time) => int(time.civil.yearDay));
method('Hour', [], (time) => int(time.civil.hour));
method('Minute', [], (time) => int(time.civil.minute));
method('Second', [], (time) => int(time.civil.second));
method('Nanosecond', [], (time) => int(time.nanos));
method('Unix', [], (time) => int64(int(time.unixSeconds)));
method('UnixMilli', [], (time) => int64(int(time.unixSeconds) * 1000n + int(Math.floor(time.nanos / 1_000_000))));
method('UnixMicro', [], (time) => int64(int(time.unixSeconds) * 1_000_000n + int(Math.floor(time.nanos / 1000))));
method('UnixNano', [], (time) => int64(BigInt.asIntN(64, time.unixNanos)));
method('Add', [DURATION], (time, [duration]) => time.at(time.unixNanos + (integerOf(duration) ?? 0n)));
method('Sub', [TIME], (time, [other]) => durationValue(clampInt64(time.unixNanos - timeOf(other).unixNanos)));
method('AddDate', [INT, INT, INT], (time, counts) => addDate(time, counts));
method('Truncate', [DURATION], (time, [multiple]) => time.at(time.unixNanos - beyond(time, multiple)));
method('Round', [DURATION], (time, [multiple]) => round(time, integerOf(multiple) ?? 0n));
method('UTC', [], (time) => time.in(UTC_ZONE));
method('Local', [], (time) => time.in(time.local));
method('In', [LOCATION], (time, [location]) => time.in(zoneOf(location)));
method('Location', [], (time) => new GoPointer(LOCATION, new GoLocation(time.zone)));
method('Format', [STRING], (time, [layout]) => formatTime(time, String(layout)));
method('String', [], (time) => formatTime(time, STRING_LAYOUT));
method('GoString', [], goString);
// These return several values, which no template can take: Go says so when they are called.
unusable('Date', [], ['int', 'time.Month', 'int']);
unusable('Clock', [], ['int', 'int', 'int']);
unusable('ISOWeek', [], ['int', 'int']);
unusable('Zone', [], ['string', 'int']);
unusable('ZoneBounds', [], ['time.Time', 'time.Time']);
method('AppendFormat', [BYTES, STRING], (time, [bytes, layout]) =>
  appendBytes(bytes, formatTime(time, String(layout))),
);

function method(
  name: string,
  params: readonly GoType[],
  call: (time: GoTime, args: readonly GoValue[]) => GoValue,
): void {
  timeMethods.set(name, { params, call: (receiver, args) => call(timeOf(receiver), args) });
}

function unusable(name: string, params: readonly GoType[], results: readonly string[]): void {
  timeMethods.set(name, { params, results, call: () => undefined });
}

export function timeOf(value: GoValue): GoTime {
  if (value instanceof GoTime) return value;
  // The zero of the type, as a missing map element would be.
  return new GoTime(ZERO_SECONDS, 0, UTC_ZONE, UTC_ZONE);
}

function addDate(time: GoTime, counts: readonly GoValue[]): GoTime {
  const [years = 0, months = 0, days = 0] = counts.map((count) => Number(integerOf(count) ?? 0n));
  const { year, month, day, hour, minute, second } = time.civil;
  const date = daysFromDate(year + years, month + months, day + days);
  const local = date * 86_400 + hour * 3600 + minute * 60 + second;
  const guess = local - time.zone.at(local).offset;
  return new GoTime(local - time.zone.at(guess).offset, time.nanos, time.zone, time.local);
}

/** Nanoseconds since the last multiple of the duration, counted from Go's zero time. */
function beyond(time: GoTime, multiple: GoValue): bigint {
  const size = integerOf(multiple) ?? 0n;
  const since = time.unixNanos - BigInt(ZERO_SECONDS) * NANOS;
  return size <= 0n ? 0n : ((since % size) + size) % size;
}

function round(time: GoTime, multiple: bigint): GoTime {
  if (multiple <= 0n) return time;
  const rest = beyond(time, multiple);
  return time.at(time.unixNanos + (rest + rest < multiple ? -rest : multiple - rest));
}

/** A zone without summer time has the same offset all year. */
function isDaylightSaving(time: GoTime): boolean {
  const newYear = daysFromDate(time.civil.year, 1, 1) * 86_400;
  const january = time.zone.at(newYear).offset;
  const july = time.zone.at(newYear + 182 * 86_400).offset;
  return january !== july && time.zone.at(time.unixSeconds).offset === Math.max(january, july);
}

function goString(time: GoTime): string {
  const { year, day, hour, minute, second } = time.civil;
  const month = formatTime(time, 'January');
  const zone =
    time.zone === UTC_ZONE
      ? 'time.UTC'
      : time.zone === time.local
        ? 'time.Local'
        : `time.Location(${JSON.stringify(time.zone.name)})`;
  return `time.Date(${year}, time.${month}, ${day}, ${hour}, ${minute}, ${second}, ${time.nanos}, ${zone})`;
}

function appendBytes(bytes: GoValue, text: string): GoSlice {
  const added = Array.from(toBytes(text), (byte) => new GoBasic(UINT8, BigInt(byte)));
  return new GoSlice(BYTES, [...(bytes instanceof GoSlice ? bytes.items : []), ...added]);
}
