import type { Timestamp } from '../../clock/timestamp.js';

/** RFC 3339, and what go-openapi takes beside it: no seconds, no zone, no time of day, a zone without a colon. */
const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:Z|([+-])(\d\d):?(\d\d))?| (\d\d):(\d\d):(\d\d)(?:[.,](\d+))?)?$/;

/** Reads a date and time; without a zone it is UTC. @returns undefined where go-openapi refuses it */
export function parseDateTime(text: string): Timestamp | undefined {
  return PLAIN.test(text) ? parsePlain(text) : parseAny(text);
}

/** As Prometheus writes it: the hot path. */
const PLAIN = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

function parsePlain(text: string): Timestamp | undefined {
  const ms = utcMs(
    100 * twoDigits(text, 0) + twoDigits(text, 2),
    twoDigits(text, 5),
    twoDigits(text, 8),
    twoDigits(text, 11),
    twoDigits(text, 14),
    twoDigits(text, 17),
  );
  if (ms === undefined) return undefined;
  let nanos = 0;
  for (let at = 20; at < 29; at++) nanos = 10 * nanos + (at < text.length - 1 ? digit(text, at) : 0);
  const millis = Math.floor(nanos / 1e6);
  return { ms: ms + millis, nanos: nanos - millis * 1e6, offsetMinutes: 0 };
}

function twoDigits(text: string, at: number): number {
  return 10 * digit(text, at) + digit(text, at + 1);
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 0x30;
}

function parseAny(text: string): Timestamp | undefined {
  const parts = DATE_TIME.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hourT, minuteT, secondT, fractionT, sign, zoneHours, zoneMinutes] = parts;
  const [hour = '0', minute = '0', second = '0'] = [hourT ?? parts[11], minuteT ?? parts[12], secondT ?? parts[13]];
  const fraction = (fractionT ?? parts[14] ?? '').slice(0, 9).padEnd(9, '0');

  const ms = utcMs(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  if (ms === undefined) return undefined;
  if (Number(zoneHours ?? 0) > 24 || Number(zoneMinutes ?? 0) > 59) return undefined;
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) + 0;
  return {
    ms: ms - offsetMinutes * 60_000 + Number(fraction.slice(0, 3)),
    nanos: Number(fraction.slice(3)),
    offsetMinutes,
  };
}

/**
 * What Go says of a text that is no date, by the last layout that it tries.
 *
 * @returns for example `parsing time "yesterday" as "2006-01-02 15:04:05": cannot parse "yesterday" as "2006"`
 */
export function dateTimeError(text: string): string {
  let rest = text;
  for (const [element, pattern] of LAYOUT) {
    const found = pattern.exec(rest)?.[0];
    if (found === undefined)
      return `${parsing(text)} as "2006-01-02 15:04:05": cannot parse ${quoted(rest)} as "${element}"`;
    const [least, most, what] = RANGES[element] ?? [];
    if (least !== undefined && most !== undefined && (Number(found) < least || Number(found) > most)) {
      return `${parsing(text)}: ${what} out of range`;
    }
    rest = rest.slice(found.length);
  }
  return rest === '' ? `${parsing(text)}: day out of range` : `${parsing(text)}: extra text: ${quoted(rest)}`;
}

const TWO = /^\d\d/;
const LAYOUT: readonly (readonly [element: string, pattern: RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', TWO],
  ['-', /^-/],
  ['02', TWO],
  [' ', /^ /],
  ['15', TWO],
  [':', /^:/],
  ['04', TWO],
  [':', /^:/],
  ['05', TWO],
];

const RANGES: Readonly<Record<string, readonly [least: number, most: number, what: string]>> = {
  '01': [1, 12, 'month'],
  '02': [0, 31, 'day'],
  '15': [0, 23, 'hour'],
  '04': [0, 59, 'minute'],
  '05': [0, 59, 'second'],
};

function parsing(text: string): string {
  return `parsing time ${quoted(text)}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** @returns undefined where a part is out of its range */
function utcMs(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  if (day > 28 && day > daysIn(year, month)) return undefined;
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC takes the years 0 to 99 for the last century.
  return new Date(Date.UTC(2000, month - 1, day, hour, minute, second)).setUTCFullYear(year, month - 1, day);
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
