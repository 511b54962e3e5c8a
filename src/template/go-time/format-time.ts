import { type Civil, civilOf, MONTHS, WEEKDAYS } from './calendar.js';
import { type LayoutChunk, type OffsetPart, parseLayout } from './layout.js';
import type { Zone } from './zone.js';

/** A moment: seconds since the epoch, nanoseconds below them, and the zone to show it in. */
export interface Moment {
  readonly unixSeconds: number;
  readonly nanos: number;
  readonly zone: Zone;
}

/** Go's Time.Format. */
export function formatTime(moment: Moment, layout: string): string {
  const { offset, abbreviation } = moment.zone.at(moment.unixSeconds);
  const shown: Shown = { ...civilOf(moment.unixSeconds + offset), nanos: moment.nanos, offset, abbreviation };
  let text = '';
  for (const chunk of parseLayout(layout)) text += chunk.literal + partText(chunk, shown);
  return text;
}

interface Shown extends Civil {
  readonly nanos: number;
  readonly offset: number;
  readonly abbreviation: string;
}

function partText({ part, source }: LayoutChunk, time: Shown): string {
  switch (part) {
    case undefined:
      return '';
    case '06':
      return digits(Math.max(time.year, 0) % 100, 2);
    case '2006':
      return digits(time.year, 4);
    case 'Jan':
      return monthName(time).slice(0, 3);
    case 'January':
      return monthName(time);
    case '1':
      return String(time.month);
    case '01':
      return digits(time.month, 2);
    case 'Mon':
      return weekdayName(time).slice(0, 3);
    case 'Monday':
      return weekdayName(time);
    case '2':
      return String(time.day);
    case '_2':
      return String(time.day).padStart(2);
    case '02':
      return digits(time.day, 2);
    case '__2':
      return String(time.yearDay).padStart(3);
    case '002':
      return digits(time.yearDay, 3);
    case '15':
      return digits(time.hour, 2);
    case '3':
      return String(time.hour % 12 || 12);
    case '03':
      return digits(time.hour % 12 || 12, 2);
    case '4':
      return String(time.minute);
    case '04':
      return digits(time.minute, 2);
    case '5':
      return String(time.second);
    case '05':
      return digits(time.second, 2);
    case 'PM':
      return time.hour >= 12 ? 'PM' : 'AM';
    case 'pm':
      return time.hour >= 12 ? 'pm' : 'am';
    case 'MST':
      return time.abbreviation === '' ? offsetText('-0700', time.offset) : time.abbreviation;
    case '.0':
    case '.9':
      return fractionText(source, time.nanos, part === '.9');
    default:
      return offsetText(part, time.offset);
  }
}

function monthName(time: Civil): string {
  return MONTHS[time.month - 1] ?? '';
}

function weekdayName(time: Civil): string {
  return WEEKDAYS[time.weekday] ?? '';
}

function digits(value: number, width: number): string {
  return value < 0 ? `-${String(-value).padStart(width, '0')}` : String(value).padStart(width, '0');
}

function fractionText(source: string, nanos: number, trims: boolean): string {
  const shown = digits(nanos, 9).slice(0, source.length - 1);
  const trimmed = trims ? shown.replace(/0+$/, '') : shown;
  return trimmed === '' ? '' : source.charAt(0) + trimmed;
}

function offsetText(part: OffsetPart, offset: number): string {
  if (offset === 0 && part.startsWith('Z')) return 'Z';
  const seconds = Math.abs(offset);
  const minutes = Math.floor(seconds / 60);
  const colon = part.includes(':') ? ':' : '';
  let text = (offset <= -60 ? '-' : '+') + digits(Math.floor(minutes / 60), 2);
  if (part.length > 3) text += colon + digits(minutes % 60, 2);
  if (part.endsWith('0000') || part.endsWith(':00:00')) text += colon + digits(seconds % 60, 2);
  return text;
}
