import { goQuote } from '../labels/go-quote.js';
import type { Range } from './time-interval.js';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const TIME = /^((([01][0-9])|(2[0-3])):[0-5][0-9])$|(^24:00$)/;

/** `monday` or `monday:friday`, in any case; Sunday is the first day. @throws {Error} with Alertmanager's message */
export function parseWeekdays(text: string): Range {
  const { begin, end } = parseRange(text, (day) => {
    const index = WEEKDAYS.indexOf(day);
    if (index < 0) throw new Error(`${day} is not a valid weekday`);
    return index;
  });
  if (begin > end) throw new Error('start day cannot be before end day');
  return { begin, end };
}

/** `15`, `1:5` or `-3:-1`. */
export function parseDaysOfMonth(text: string): Range {
  const { begin, end } = parseRange(text, atoi);
  for (const day of [begin, end]) {
    if (day === 0 || day < -31 || day > 31) throw new Error(`${day} is not a valid day of the month: out of range`);
  }
  if (begin < 0 && end > 0) throw new Error('end day must be negative if start day is negative');
  // What is empty even in the shortest month can never be meant.
  const inShortest = (day: number) => (day < 0 ? 28 + day : day);
  if (inShortest(begin) > inShortest(end)) throw new Error(`end day ${end} is always before start day ${begin}`);
  return { begin, end };
}

/** Names or numbers. Numbers are not checked: month 13 never comes (as in Alertmanager). */
export function parseMonths(text: string): Range {
  const { begin, end } = parseRange(text, (month) => {
    const index = MONTHS.indexOf(month);
    if (index >= 0) return index + 1;
    try {
      return atoi(month);
    } catch (error) {
      throw new Error(`${month} is not a valid month`, { cause: error });
    }
  });
  if (begin > end) throw new Error(`end month ${monthName(end)} is before start month ${monthName(begin)}`);
  return { begin, end };
}

export function parseYears(text: string): Range {
  const { begin, end } = parseRange(text, atoi);
  if (begin > end) throw new Error(`end year ${end} is before start year ${begin}`);
  return { begin, end };
}

/** Start and end as `HH:MM`; the end is exclusive, and may be `24:00`. */
export function parseTimes(start: string, end: string): { startMinute: number; endMinute: number } {
  if (start === '' || end === '') throw new Error('both start and end times must be provided');
  const startMinute = parseTime(start);
  const endMinute = parseTime(end);
  if (startMinute >= endMinute) throw new Error('start time cannot be equal or greater than end time');
  return { startMinute, endMinute };
}

export function printWeekdays(range: Range): string {
  return printRange(range, (day) => WEEKDAYS[day] ?? String(day));
}

/** Days, months and years. */
export function printNumbers(range: Range): string {
  return printRange(range, String);
}

/** `HH:MM` */
export function printTime(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function parseTime(text: string): number {
  if (!TIME.test(text)) throw new Error(`couldn't parse timestamp ${text}, invalid format`);
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

/** Nothing for a number that is no month. */
function monthName(month: number): string {
  return MONTHS[month - 1] ?? '';
}

function parseRange(text: string, parseItem: (item: string) => number): Range {
  const items = text.toLowerCase().split(':');
  if (items.length > 2) throw new Error(`couldn't parse range ${text.toLowerCase()}, invalid format`);
  const [begin, end] = items.map(parseItem);
  if (begin === undefined) throw new Error(`couldn't parse range ${text.toLowerCase()}, invalid format`);
  return { begin, end: end ?? begin };
}

/** Go's strconv.Atoi. */
function atoi(text: string): number {
  if (!/^[+-]?[0-9]+$/.test(text)) throw new Error(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  const value = BigInt(text.replace('+', ''));
  if (BigInt.asIntN(64, value) !== value) throw new Error(`strconv.Atoi: parsing ${goQuote(text)}: value out of range`);
  return Number(value);
}

function printRange({ begin, end }: Range, print: (value: number) => string): string {
  return begin === end ? print(begin) : `${print(begin)}:${print(end)}`;
}
